"""The yardstick of quality: how long the original method (Gatys 2016) takes to paint as well as one pass does.

It optimises pixels for the same loss, by L-BFGS whose pictures are cut to 0..1 after each step, from white noise:
Johnson (2016) compared with that, and found 50 to 100 steps. From the photo itself, which is nearer, far fewer do.
"""

from __future__ import annotations

import torch
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
    pixels = (noise if start == "noise" else photo.detach().clone()).requires_grad_()
    optimizer = torch.optim.LBFGS([pixels], max_iter=1, history_size=10, line_search_fn="strong_wolfe")
    known: tuple[Tensor, Tensor, float] | None = None  # the pixels looked at last, their gradient and their loss

    def closure() -> float:
        # Each step asks again for what the line search before it ended with.
        nonlocal known
        if known is None or not torch.equal(known[0], pixels):
            loss = painting_loss(vgg, pixels, content, wanted, weights)
            known = pixels.detach().clone(), torch.autograd.grad(loss, pixels)[0], loss.item()
        pixels.grad = known[1].clone(memory_format=torch.contiguous_format)  # which L-BFGS wants
        return known[2]

    for step in range(most):
        if float(optimizer.step(closure)) <= goal:  # the loss before this step
            return step
        with torch.no_grad():
            pixels.clamp_(0, 1)
    return most
