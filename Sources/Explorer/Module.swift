enum ExplorerModule {}
