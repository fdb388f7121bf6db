using BookingEngine.Aggregates;
using BookingEngine.Commands;
using BookingEngine.Guests;
using BookingEngine.Users;

namespace BookingEngine.Erasure;

/// <summary>Erases a guest with the token of the mail.</summary>
public sealed class EraseGuestHandler(LinkTokens tokens, AggregateLoader loader, PersonErasure erasure)
{
    public static readonly Refusal InvalidToken = new(RefusalKind.BadRequest, "invalid_erasure_token", "Invalid or expired token");

    /// <summary>The link is good once: an erased guest may book again with the same address, and keeps what is new.</summary>
    public async Task<Outcome<UserId>> HandleAsync(string token, CommandContext context, CancellationToken cancellation) =>
        tokens.Read(LinkPurpose.EraseGuest, token) is var (id, request) && context.Now < GuestLink.ExpiryOf(request)
            ? (await loader.RefreshAsync<User>(id.Stream, cancellation)).State.Status switch
            {
                UserStatus.Unknown => await erasure.EraseAsync(new UserErased(id, ErasureOrigin.Guest, By: null, From: null), context, cancellation),
                UserStatus.Erased => id,
                _ => InvalidToken,
            }
            : InvalidToken;
}
