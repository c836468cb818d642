import type { TargetKind } from '../../blocks/block.ts';
import { predictionForm } from '../../blocks/crossEntropy.ts';
import type { Network } from '../../graph/validate.ts';
import { optimizerOf } from '../../optimizers/index.ts';
import type { Optimizer } from '../../optimizers/optimizer.ts';
import { pytorchRate } from '../../optimizers/schedule.ts';
import type { TrainingSettings } from '../../train/settings.ts';
import type { Portable } from '../portable.ts';
import { hasLogits, indent } from './model.ts';

/** `train.py`: the project's training on the same splits, in one process or in many under torchrun. */
export function trainSource(
  network: Network,
  portable: Portable,
  training: TrainingSettings,
  targetKind: TargetKind,
): string {
  const { optimizer, batchSize, epochs, seed, shuffle, schedule, clipNorm, l1, l2, earlyStopping } = training;
  const rule = optimizerOf(optimizer.type) as Optimizer;
  const classes = targetKind === 'classes';
  const classifies = targetKind !== 'values';
  const drops = portable.network.blocks.some(({ node }) => node.type === 'dropout');
  const values = classes ? '.long().flatten()' : '';
  const penalties = [
    ...(l1 ? [`${l1} * weight.detach().sign()`] : []),
    ...(l2 ? [`${l2} * weight.detach()`] : []),
  ].join(' + ');
  const source = `"""Trains the model of model.py on the rows of data.safetensors.

    python train.py                              goes on from the exported weights
    python train.py --fresh                      starts from new ones
    torchrun --nproc_per_node 2 train.py         the same in two processes (gloo on CPUs, nccl on GPUs)

However many processes there are, a step sees the same batch: each takes its share of the rows and the gradients are
averaged over all rows, so the learning rate stays what it is.
"""

import argparse
import json
import os
import sys
from pathlib import Path

import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import nn
from torch.nn.parallel import DistributedDataParallel

from model import Model, load
from tensors import load_file, save_file

HERE = Path(__file__).parent
BATCH_SIZE = ${batchSize}
EPOCHS = ${epochs}
SEED = ${seed}
SHUFFLE = ${shuffle ? 'True' : 'False'}
LEARNING_RATE = ${optimizer.learningRate}${
    earlyStopping
      ? `
PATIENCE = ${earlyStopping.patience}  # epochs without a lower loss before it stops
MIN_DELTA = ${earlyStopping.minDelta}`
      : ''
  }


def make_optimizer(model, rate):
    return ${rule.pytorch(optimizer).replace(/\blr=[^,)]+/, 'lr=rate')}


def learning_rate(base, epoch, epochs, step):
    """The rate of a step; epochs and steps count from 0."""
${indent(rateLines(schedule), 4).join('\n')}


class Loss(nn.Module):
    """The loss of each row. A module, so that DistributedDataParallel sees the whole way to it."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, x, target):
${indent(lossLines(network, portable, targetKind), 8).join('\n')}


def batches(rows, size, epoch, seed, shuffle):
    """The rows of each step of an epoch, the same in every process."""
    if shuffle:
        generator = torch.Generator().manual_seed(seed + epoch)
        order = torch.randperm(rows, generator=generator)
    else:
        order = torch.arange(rows)
    return order.split(size)


def part(data, name, device):
    x, target = data[f"{name}.x"], data[f"{name}.target"]
    return x.to(device), target${values}.to(device)


@torch.no_grad()
def evaluate(loss, x, target):
    """The mean loss${classifies ? ' and the share of rows that are right' : ''}."""
    loss.eval()
    result = {"loss": loss(x, target).mean().item()}${
      classifies
        ? `
    hits = loss.model(x).argmax(dim=1) == ${classes ? 'target' : 'target.argmax(dim=1)'}
    result["accuracy"] = hits.float().mean().item()`
        : ''
    }
    return result


def train_epoch(distributed, optimizer, x, target, steps, rank, processes):
    """One pass over the rows; a step is its rows and its learning rate. Returns the mean loss as it was met."""
    distributed.train()
    total = torch.zeros((), device=x.device)
    for rows, rate in steps:
        for group in optimizer.param_groups:
            group["lr"] = rate
        mine = rows[rank::processes]
        count = len(mine)
        # A last batch may be too short for all: who gets no row computes one and counts it as nothing.
        mine = mine if count > 0 else rows[:1]
        optimizer.zero_grad()
        loss = distributed(x[mine], target[mine]).mean()
        (loss * (count * processes / len(rows))).backward()${
          penalties
            ? `
        for weight in distributed.parameters():
            if weight.dim() == 2:
                weight.grad += ${penalties}`
            : ''
        }${
          clipNorm === undefined
            ? ''
            : `
        torch.nn.utils.clip_grad_norm_(distributed.parameters(), ${clipNorm})`
        }
        optimizer.step()
        total += loss.detach() * count
    if processes > 1:
        dist.all_reduce(total)
    return total.item() / len(x)


def choose_device():
    """The GPU of this process where each process of the machine has one of its own, else the CPU."""
    if torch.cuda.device_count() < int(os.environ.get("LOCAL_WORLD_SIZE", "1")):
        return torch.device("cpu")
    return torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))


def main():
    parser = argparse.ArgumentParser(description="Trains the exported model.")
    parser.add_argument("--fresh", action="store_true", help="start from new weights instead of the exported ones")
    parser.add_argument("--weights", default=HERE / "weights.safetensors", help="what to start from")
    parser.add_argument("--out", default=HERE / "trained.safetensors", help="where the trained weights go")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--batch-size", type=int, default=BATCH_SIZE)
    parser.add_argument("--learning-rate", type=float, default=LEARNING_RATE)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--no-shuffle", action="store_true", help="take the rows in their order")
    options = parser.parse_args()

    processes = int(os.environ.get("WORLD_SIZE", "1"))
    rank = int(os.environ.get("RANK", "0"))
    device = choose_device()
    if device.type == "cuda":
        torch.cuda.set_device(device)
    if processes > 1:
        dist.init_process_group("nccl" if device.type == "cuda" else "gloo")

    torch.manual_seed(options.seed)
    model = Model() if options.fresh else load(options.weights)
    loss = Loss(model).to(device)
    # The first process's weights are given to all.
    distributed = DistributedDataParallel(loss) if processes > 1 else loss${
      drops
        ? `
    # Each process drops other cells.
    torch.manual_seed(options.seed + rank)`
        : ''
    }
    optimizer = make_optimizer(model, options.learning_rate)
    data = load_file(HERE / "data.safetensors")
    x, target = part(data, "train", device)
    shuffle = SHUFFLE and not options.no_shuffle
    step = 0${
      earlyStopping
        ? `
    best, stale, kept = math.inf, 0, None`
        : ''
    }
    for epoch in range(options.epochs):
        order = batches(len(x), options.batch_size, epoch, options.seed, shuffle)
        rates = [learning_rate(options.learning_rate, epoch, options.epochs, step + i) for i in range(len(order))]
        mean = train_epoch(distributed, optimizer, x, target, zip(order, rates), rank, processes)
        step += len(order)
        report = {"epoch": epoch + 1, "step": step, "train": {"loss": mean}}
        if len(data["valid.x"]) > 0:
            report["valid"] = evaluate(loss, *part(data, "valid", device))${
              earlyStopping
                ? `
        watched = report.get("valid", report["train"])["loss"]
        stale = stale + 1
        if watched < best - MIN_DELTA:
            best, stale = watched, 0
            kept = {name: value.clone() for name, value in model.state_dict().items()}`
                : ''
            }
        if rank == 0:
            print(json.dumps(report), flush=True)
            save_file(${earlyStopping ? 'kept or model.state_dict()' : 'model.state_dict()'}, options.out)${
              earlyStopping
                ? `
        if stale >= PATIENCE:
            break
    if kept is not None:
        model.load_state_dict(kept)`
                : ''
            }
    if rank == 0 and len(data["test.x"]) > 0:
        print(json.dumps({"test": evaluate(loss, *part(data, "test", device))}), flush=True)
    if processes > 1:
        # Nobody leaves while another is at work; taking the group apart can hang in PyTorch 1.13, so it is left to the system.
        dist.barrier()
        sys.stdout.flush()
        os._exit(0)


if __name__ == "__main__":
    main()
`;
  return /\bmath\./.test(source) ? source.replace('import json\n', 'import json\nimport math\n') : source;
}

function rateLines(schedule: TrainingSettings['schedule']): string[] {
  if (!schedule) return ['return base'];
  const { expression, warmup } = pytorchRate(schedule);
  const rate = `rate = ${expression}`;
  return warmup === 0 ? [`return ${expression}`] : [rate, `return rate * min(1, (step + 1) / ${warmup})`];
}

function lossLines(network: Network, portable: Portable, targetKind: TargetKind): string[] {
  if (targetKind === 'values') return ['return F.mse_loss(self.model(x), target, reduction="none").mean(dim=1)'];
  const ofLogits =
    hasLogits(portable) ||
    predictionForm(network.loss?.params.from as 'auto', network.prediction.node.type) === 'logits';
  if (hasLogits(portable)) return ['return F.cross_entropy(self.model.logits(x), target, reduction="none")'];
  if (ofLogits || portable.answer === 'logits') {
    return ['return F.cross_entropy(self.model(x), target, reduction="none")'];
  }
  const logarithm = 'logarithm = torch.log(self.model(x).clamp_min(1e-37))';
  return targetKind === 'classes'
    ? [logarithm, 'return F.nll_loss(logarithm, target, reduction="none")']
    : [logarithm, 'return -(target * logarithm).sum(dim=1)'];
}
