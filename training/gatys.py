"""The yardstick of quality: how long the original method (Gatys 2016) takes to paint as well as one pass does.

It optimises pixels for the same loss by L-BFGS from white noise: Johnson (2016) compared with that, and found 50 to 100
steps. From the photo itself, which is nearer, far fewer do. The pixels stay within 0..1 as bounds of the method
(L-BFGS-B, Byrd 1995): where they are cut after each step instead, its memory no longer fits, and it often stands
still.
"""

from __future__ import annotations

import numpy as np
import torch
from scipy.optimize import Bounds, OptimizeResult, minimize
from torch import Tensor

from training.configs import Start
from training.losses import content_loss, style_loss
from training.vgg import CONTENT_LAYER, Vgg


def painting_loss(
    vgg: Vgg, painted: Tensor, content: Tensor, wanted: dict[str, Tensor], weights: tuple[float, float]
) -> Tensor:
    """Return the loss of a painting (1, 3, H, W): style and content, each by its weight.

    `content` are the photo's content activations, `wanted` the Gram matrices of the style.
    """
    seen = vgg(painted)
    style, kept = style_loss(seen, wanted), content_loss(seen[CONTENT_LAYER], content)
    return (weights[0] * style + weights[1] * kept).sum()


def steps_to_reach(
    vgg: Vgg,
    photo: Tensor,
    painted: Tensor,
    wanted: dict[str, Tensor],
    weights: tuple[float, float],
    most: int,
    start: Start = "noise",
) -> int:
    """Count the L-BFGS steps that reach a loss as low as that of `painted` (1, 3, H, W), at most `most`."""
    with torch.no_grad():
        content = vgg(photo, until=CONTENT_LAYER)[CONTENT_LAYER]
        goal = painting_loss(vgg, painted, content, wanted, weights).item()
    noise = torch.rand(photo.shape, generator=torch.Generator().manual_seed(0)).to(photo)
    begin = noise if start == "noise" else photo
    if painting_loss(vgg, begin, content, wanted, weights).item() <= goal:
        return 0

    def loss_and_gradient(values: np.ndarray) -> tuple[float, np.ndarray]:
        pixels = torch.from_numpy(values).to(photo).view(photo.shape).requires_grad_()
        loss = painting_loss(vgg, pixels, content, wanted, weights)
        (gradient,) = torch.autograd.grad(loss, pixels)
        return loss.item(), gradient.double().cpu().numpy().ravel()

    steps, is_there = 0, False

    def look(intermediate_result: OptimizeResult) -> None:
        nonlocal steps, is_there
        steps, is_there = steps + 1, intermediate_result.fun <= goal
        if is_there:
            raise StopIteration

    pixels = begin.detach().double().cpu().numpy().ravel()
    how = {"maxcor": 10, "maxiter": most, "maxfun": 20 * most, "ftol": 0.0, "gtol": 0.0}
    minimize(loss_and_gradient, pixels, jac=True, method="L-BFGS-B", bounds=Bounds(0, 1), callback=look, options=how)
    return steps if is_there else most
