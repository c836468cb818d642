"""PyTorch beside the others: the same net, optimizer and size of data; a line of JSON in for every line out."""

import json
import math
import sys
import time

import torch

LENGTH, SPREAD = 6, 0.5


def rows(task):
    """Random rows of the same kind as rows.ts makes."""
    features, outputs = task["widths"][0], task["widths"][-1]
    count = task["batch"] * task["steps"]
    scale = min(1, LENGTH / math.sqrt(features))
    classes = torch.randint(outputs, (count,))
    centres = torch.randn(outputs, features)
    return scale * (centres[classes] + SPREAD * torch.randn(count, features)), classes


def memory(key):
    """Resident memory in MB, `VmRSS` now or `VmHWM` at its highest; None where the system does not tell."""
    try:
        with open("/proc/self/status") as file:
            return next(int(line.split()[1]) / 1024 for line in file if line.startswith(key + ":"))
    except OSError:
        return None


class Trainer:
    def __init__(self, task):
        torch.manual_seed(1)
        self.task = task
        self.x, self.classes = rows(task)
        self.memory = memory("VmRSS")
        before = time.perf_counter()
        widths = task["widths"]
        layers = []
        for inputs, outputs in zip(widths, widths[1:]):
            layers += [torch.nn.Linear(inputs, outputs), torch.nn.ReLU()]
        # Softmax is part of the loss.
        self.model = torch.nn.Sequential(*layers[:-1])
        self.loss = torch.nn.CrossEntropyLoss()
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=task["learningRate"])
        self.step(torch.arange(task["batch"])).item()
        self.compile_ms = (time.perf_counter() - before) * 1000

    def step(self, picked):
        self.optimizer.zero_grad()
        loss = self.loss(self.model(self.x[picked]), self.classes[picked])
        loss.backward()
        self.optimizer.step()
        return loss.detach()

    def epoch(self):
        batches = torch.randperm(len(self.x)).split(self.task["batch"])
        return torch.stack([self.step(picked) for picked in batches]).mean().item()

    def train(self, goal):
        before = time.perf_counter()
        losses = []
        while True:
            losses.append(self.epoch())
            milliseconds = (time.perf_counter() - before) * 1000
            if len(losses) >= goal["epochs"] and milliseconds >= goal["milliseconds"]:
                break
        peak = memory("VmHWM")
        return {
            "milliseconds": milliseconds,
            "steps": self.task["steps"] * len(losses),
            "losses": [losses[0], losses[-1]],
            "rssMb": None if self.memory is None else max(0, peak - self.memory),
        }


trainer = None
for line in sys.stdin:
    request = json.loads(line)
    try:
        if request["ask"] == "start":
            trainer = Trainer(request["task"])
            started = {"compileMs": trainer.compile_ms, "threads": torch.get_num_threads()}
            answer = {"is": "started", "started": started}
        else:
            answer = {"is": "stretch", "stretch": trainer.train(request["goal"])}
    except Exception as error:  # The bench shows it.
        answer = {"is": "error", "message": str(error)}
    print(json.dumps(answer), flush=True)
