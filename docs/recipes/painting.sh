#!/usr/bin/env bash
# The stages of the agent that paints, one command each: docs/recipes/painting.sh STAGE
#
#   folders CONTENT STYLE LARGE_CONTENT LARGE_STYLE   once: links to what is learned from, under $WORK
#   s3, s4, s5, s6, s7, s8, s9 to s12, critics        training; a stage that was interrupted goes on
#
# docs/recipes/agent-in-training.safetensors is what stage s12 came to: where the rest of it begins on another
# computer. The program ships it with the critics.
#
# $WORK (runs/painting) holds folders and runs, $MINISTYLER (ministyler) is the program, $VGG ($WORK/vgg.safetensors) the
# VGG-16 trunk: ministyler convert --loss-network vgg_shift_tolerant.pth --calibrate CONTENT --output $WORK/vgg.safetensors
set -euo pipefail
WORK=${WORK:-runs/painting}
MINISTYLER=${MINISTYLER:-ministyler}
VGG=${VGG:-$WORK/vgg.safetensors}
HERE=$(dirname "$(realpath "$0")")
# Memory that an update gives back is asked for again by the next.
export OMP_WAIT_POLICY=passive MALLOC_MMAP_THRESHOLD_=2147483647 MALLOC_TRIM_THRESHOLD_=17179869184

# Links to all pictures of $1 but each $2-th from the $3-th on (0-based, in name order, at most 100), which are held out,
# and $5 times to those of $4 but each seventh: large pictures are few, and a quarter of what is learned from.
links() {
    local from=$1 each=$2 first=$3 large=$4 times=$5 to=$6 index=0 held=0 path
    mkdir -p "$to"
    for path in "$from"/*; do
        if ((index++ % each == first && held < 100)); then held=$((held + 1)); continue; fi
        ln -sfn "$(realpath "$path")" "$to/$(basename "$path")"
    done
    index=0
    for path in "$large"/*; do
        if ((index++ % 7 == 3)); then continue; fi
        for ((n = 0; n < times; n++)); do
            ln -sfn "$(realpath "$path")" "$to/large$(printf %02d $n)-$(basename "$path")"
        done
    done
}

train() {
    local run=$1 init=$2
    shift 2
    if [[ -e $WORK/$run ]]; then exec "$MINISTYLER" train --run "$WORK/$run" --resume; fi
    exec "$MINISTYLER" train --content "$WORK/content" --style "$WORK/style" --run "$WORK/$run" --init "$init" \
        --preset standard --loss-network "$VGG" --no-rl --precision f32 --crop 192 --batch 4 --set schedule.identityUpdates=0 \
        --set schedule.styleRampUpdates=0 --set schedule.identityInterval=20 --set memory.replayCapacity=300 \
        --set memory.wholeShare=0.5 --set losses.styleTaps=5 --set losses.meanShare=0.5 --set critics.noise=octaves \
        --set optimiser.gradientLimit=30 --set optimiser.actorRate=2e-4 --set optimiser.builderRate=4e-4 \
        --set optimiser.averageRate=0.002 --set painting.range=1 --set painting.coarse=0.5 --set painting.hue=60 "$@"
}

# What the stages from s6 on share.
separated=(
    --set optimiser.gradientLimit=150 --set optimiser.isRateDecayed=true --set schedule.episodeGrowthUpdates=0
    --set memory.relaxationExponent=0.45 --set schedule.freshShare=0.2 --set 'painting.content=[0.8,0.5]'
    --set painting.palette=250 --set painting.contrast=150 --set painting.hue=350 --set 'painting.edges=[16,12]'
    --set 'painting.fringes=[10,8]' --set 'painting.separation=[8,6]' --set painting.grid=50
    --set 'painting.strokes=[1.5,2]' --set 'painting.grain=[0.4,0.5]' --set painting.foreign=80 --set painting.variety=0.3
)

# From here on the weights of `--preset painting`, on whole pictures at a higher rate. s9 was without shading and weave, with strokes
# [1.5,2].
whole() {
    local run=$1 init=$2
    shift 2
    if [[ -e $WORK/$run ]]; then exec "$MINISTYLER" train --run "$WORK/$run" --resume; fi
    exec "$MINISTYLER" train --content "$WORK/content" --style "$WORK/style" --run "$WORK/$run" --init "$init" \
        --loss-network "$VGG" --no-rl --precision f32 --batch 2 --set losses.styleTaps=5 --set losses.meanShare=0 \
        --set memory.replayCapacity=300 --set optimiser.averageRate=0.005 --set optimiser.actorRate=3e-4 \
        --set optimiser.builderRate=6e-4 "$@"
}

# What s9 and s10 had less of, and s11 too.
few=(--set painting.palette=150 --set painting.hue=120 --set painting.foreign=20)
plain=(--set painting.weave=2 --set painting.variety=0)

case ${1:-} in
folders)
    links "$2" 16 7 "$4" 12 "$WORK/content"
    links "$3" 28 13 "$5" 40 "$WORK/style"
    ;;
# From the agent that shipped before; stopped at update 644.
s3)
    train s3 assets/ministyler.safetensors --seed 4 --updates 3600 --weights-manual 0.1,1,0 \
        --set schedule.episodeGrowthUpdates=300 --set memory.relaxationExponent=0 --set schedule.freshShare=0.25 \
        --set 'painting.content=[1,0.7]' --set painting.palette=150 --set 'painting.edges=[14,12]' \
        --set 'painting.fringes=[6,5]' --set painting.grid=5 --set 'painting.strokes=[0.6,2]' \
        --set painting.foreign=50 --set painting.variety=0.5
    ;;
# Shorter steps. Changed on the way, in its configuration.json: from update 505 on strokes [1,2], fringes [12,9], contrast 60 and
# foreign 60, since strokes at the weights below came as halos and foreign hues came back; from update 650 on hue 300, grid 40,
# foreign 80, palette 250 and a gradient limit of 150, since hue and grid were a fiftieth of the loss and the limit bit always.
s4)
    train s4 "$WORK/s3/weights/update-0000644.safetensors" --seed 5 --updates 1800 --weights-manual 0.05,1,0 \
        --set schedule.episodeGrowthUpdates=0 --set memory.relaxationExponent=0.45 --set schedule.freshShare=0.2 \
        --set 'painting.content=[1,0.6]' --set painting.palette=200 --set painting.contrast=100 \
        --set 'painting.edges=[16,12]' --set 'painting.fringes=[8,6]' --set painting.grid=8 \
        --set 'painting.strokes=[1.5,3]' --set painting.foreign=25 --set painting.variety=0.3
    ;;
# Larger crops; hue, grid and contrast as heavy as the others. Its first 1,725 updates had a cosine over 3,000. Fringes were then
# what does not follow the luma of the content, which took hues from what differs in hue alone; the next stage has its colours.
s5)
    train s5 "$WORK/s4/weights.safetensors" --seed 6 --updates 2400 --weights-manual 0.05,1,0 \
        --crop 256 --batch 3 --set optimiser.gradientLimit=150 --set optimiser.isRateDecayed=true \
        --set schedule.episodeGrowthUpdates=0 --set memory.relaxationExponent=0.45 --set schedule.freshShare=0.2 \
        --set 'painting.content=[0.6,0.4]' --set painting.palette=250 --set painting.contrast=150 --set painting.hue=350 \
        --set 'painting.edges=[16,12]' --set 'painting.fringes=[12,9]' --set painting.grid=50 \
        --set 'painting.strokes=[1.5,2]' --set painting.foreign=80 --set painting.variety=0.3
    ;;
# Fringes are what the content's colours do not explain. The first 222 updates were without separation and grain; stopped at
# update 859.
s6)
    train s6 "$WORK/s5/weights.safetensors" --seed 7 --updates 9000 --weights-manual 0.05,1,0 \
        --crop 256 --batch 3 "${separated[@]}"
    ;;
# The same on larger crops. Its first 1314 updates began with what s6 came to.
s7)
    train s7 "$WORK/s6/weights.safetensors" --seed 8 --updates 6700 --weights-manual 0.05,1,0 \
        --crop 320 --batch 2 "${separated[@]}"
    ;;
# Against the glow around things and the haze over them that s7, stopped at update 1460, had.
s8)
    train s8 "$WORK/s7/weights/update-0001460.safetensors" --seed 9 --updates 4000 --weights-manual 0.05,1,0 \
        --crop 256 --batch 2 "${separated[@]}" --set 'painting.auras=[16,12]' --set 'painting.haze=[6,4]'
    ;;
# Large forms and hues that stay apart, since it was mixed-up tones that voters passed over; whole pictures.
s9) whole s9 "$WORK/s8/weights.safetensors" --seed 22 --updates 700 "${few[@]}" --set 'painting.strokes=[1.5,2]' --set painting.shading=0 \
    --set painting.weave=0 --set painting.variety=0 ;;
# Against hue that follows the light, and weaves.
s10) whole s10 "$WORK/s9/weights.safetensors" --seed 23 --updates 1500 "${few[@]}" "${plain[@]}" \
    --set 'painting.shading=[6,5]' ;;
# Rims and weaves were gone, but so were hues, for a green: from the mean of both, with more of hues and less of shading.
s11)
    [[ -e $WORK/mean.safetensors ]] || "$MINISTYLER" convert --average "$WORK/s9/weights.safetensors" "$WORK/s10/weights.safetensors" \
        --output "$WORK/mean.safetensors"
    whole s11 "$WORK/mean.safetensors" --seed 24 --updates 420 "${plain[@]}" --set optimiser.actorRate=2e-4 --set optimiser.builderRate=4e-4
    ;;
# Samples had come to look alike, and weaves were back.
s12)
    whole s12 "$WORK/s11/weights.safetensors" --seed 25 --updates 150 --set losses.meanShare=0.5 --set optimiser.averageRate=0.03 \
        --set optimiser.builderRate=3e-4
    ;;
# Critics for the agent of s12, which stays as it is; judged by the small network, as the explorer does. Those that ship had learned for s8's
# agent before, and then 700 updates for s11's.
critics)
    if [[ -e $WORK/critics ]]; then exec "$MINISTYLER" train --run "$WORK/critics" --resume; fi
    exec "$MINISTYLER" train --content "$WORK/content" --style "$WORK/style" --run "$WORK/critics" \
        --preset standard --init "$WORK/s12/weights.safetensors" --updates 1500 --crop 128 --batch 8 --precision f32 --seed 10 \
        --set identityUpdates=0 --set styleRampUpdates=0 --set criticUpdates=1500 --set episodeGrowthUpdates=0 \
        --set initialLogAlpha=-8 --set discount=0.9 --set memory.wholeShare=0.5 --set critics.noise=octaves \
        --set memory.replayCapacity=1000
    ;;
*)
    sed -n '2,12s/^# \{0,1\}//p' "$0"
    exit 64
    ;;
esac
