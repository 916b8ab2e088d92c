"""CAM++, the network that turns a stretch of speech into a voice vector, read straight from its published tensors.

Wang et al., "CAM++: A Fast and Efficient Network for Speaker Verification Using Context-Aware Masking" (2023). Only the
forward pass is here: a residual front end over the mel picture, three densely connected blocks of time-delay layers
whose outputs are masked by their context, then mean and deviation over time. The shapes come from the tensors.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch
    from torch import Tensor

BINS = 80
DIMENSION = 192
SAMPLE_RATE = 16_000
LAYERS = {"block1": (12, 1), "block2": (24, 2), "block3": (16, 2)}
"""Number of layers and dilation of each dense block."""
CONTEXT_FRAMES = 100
"""Length of the stretches whose mean is the local context."""


class CamPlusPlus:
    """A loaded network: fbank pictures in, voice vectors out."""

    def __init__(self, checkpoint: Path) -> None:
        """Read the tensors of a checkpoint whose hash was checked by the caller."""
        import torch

        tensors: Mapping[str, torch.Tensor] = torch.load(checkpoint, map_location="cpu", weights_only=True)
        self._tensors = {name: tensor.float() for name, tensor in tensors.items() if tensor.is_floating_point()}

    def __call__(self, fbank: Tensor) -> Tensor:
        """Return voice vectors of shape (batch, 192) for mean-normalised fbanks of shape (batch, frames, 80)."""
        x = self._front(fbank.transpose(1, 2).unsqueeze(1))
        x = self._convolve(x, "xvector.tdnn.linear", stride=2, padding=2)
        x = self._normal_relu(x, "xvector.tdnn.nonlinear.batchnorm")
        for number, (block, (layers, dilation)) in enumerate(LAYERS.items(), 1):
            for layer in range(1, layers + 1):
                x = self._dense_layer(x, f"xvector.{block}.tdnnd{layer}", dilation)
            x = self._normal_relu(x, f"xvector.transit{number}.nonlinear.batchnorm")
            x = self._convolve(x, f"xvector.transit{number}.linear")
        return self._pooled(self._normal_relu(x, "xvector.out_nonlinear.batchnorm"))

    def _front(self, x: Tensor) -> Tensor:
        x = self._normal(self._convolve(x, "head.conv1", padding=1), "head.bn1").relu()
        for layer in ("head.layer1", "head.layer2"):
            x = self._residual(x, f"{layer}.0", stride=(2, 1))
            x = self._residual(x, f"{layer}.1", stride=1)
        x = self._normal(self._convolve(x, "head.conv2", stride=(2, 1), padding=1), "head.bn2").relu()
        return x.flatten(1, 2)

    def _residual(self, x: Tensor, name: str, stride: int | tuple[int, int]) -> Tensor:
        out = self._normal(self._convolve(x, f"{name}.conv1", stride=stride, padding=1), f"{name}.bn1").relu()
        out = self._normal(self._convolve(out, f"{name}.conv2", padding=1), f"{name}.bn2")
        if f"{name}.shortcut.0.weight" in self._tensors:
            x = self._normal(self._convolve(x, f"{name}.shortcut.0", stride=stride), f"{name}.shortcut.1")
        return (out + x).relu()

    def _dense_layer(self, x: Tensor, name: str, dilation: int) -> Tensor:
        import torch

        inner = self._convolve(self._normal_relu(x, f"{name}.nonlinear1.batchnorm"), f"{name}.linear1")
        inner = self._normal_relu(inner, f"{name}.nonlinear2.batchnorm")
        local = self._convolve(inner, f"{name}.cam_layer.linear_local", padding=dilation, dilation=dilation)
        context = self._convolve(_context(inner), f"{name}.cam_layer.linear1").relu()
        mask = self._convolve(context, f"{name}.cam_layer.linear2").sigmoid()
        # The context is constant over each stretch, so its mask is worked out once a stretch, then repeated.
        return torch.cat([x, local * _stretched(mask, inner.shape[-1])], dim=1)

    def _pooled(self, x: Tensor) -> Tensor:
        import torch

        statistics = torch.cat([x.mean(-1), x.std(-1, unbiased=True)], dim=1).unsqueeze(-1)
        dense = self._convolve(statistics, "xvector.dense.linear")
        return self._normal(dense, "xvector.dense.nonlinear.batchnorm").squeeze(-1)

    def _convolve(
        self,
        x: Tensor,
        name: str,
        stride: int | tuple[int, int] = 1,
        padding: int = 0,
        dilation: int = 1,
    ) -> Tensor:
        import torch.nn.functional as F  # noqa: N812 -- its name everywhere

        weight, bias = self._tensors[f"{name}.weight"], self._tensors.get(f"{name}.bias")
        convolve = F.conv2d if weight.dim() == 4 else F.conv1d
        return convolve(x, weight, bias, stride=stride, padding=padding, dilation=dilation)

    def _normal(self, x: Tensor, name: str) -> Tensor:
        import torch.nn.functional as F  # noqa: N812

        at = self._tensors
        mean, variance = at[f"{name}.running_mean"], at[f"{name}.running_var"]
        return F.batch_norm(x, mean, variance, at.get(f"{name}.weight"), at.get(f"{name}.bias"))

    def _normal_relu(self, x: Tensor, name: str) -> Tensor:
        return self._normal(x, name).relu_()


def _context(x: Tensor) -> Tensor:
    import torch.nn.functional as F  # noqa: N812

    local = F.avg_pool1d(x, CONTEXT_FRAMES, CONTEXT_FRAMES, ceil_mode=True)
    return local + x.mean(-1, keepdim=True)


def _stretched(mask: Tensor, frames: int) -> Tensor:
    return mask.repeat_interleave(CONTEXT_FRAMES, dim=-1)[..., :frames]
