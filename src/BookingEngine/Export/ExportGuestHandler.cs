using BookingEngine.Aggregates;
using BookingEngine.Guests;
using BookingEngine.Idempotency;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Export;

/// <summary>Collects all that is held on a guest, with the token of the mail.</summary>
public sealed class ExportGuestHandler(
    LinkTokens tokens, AggregateLoader loader, OneTimeUses uses, ExportedBookings bookings, ExportedEntries entries, ExportedUnproved unproved)
{
    public static readonly Refusal InvalidToken = new(RefusalKind.BadRequest, "invalid_export_token", "The link has expired, was used, or is incomplete.");

    /// <summary>The link is good once.</summary>
    public async Task<Outcome<GuestExport>> HandleAsync(string token, Instant now, CancellationToken cancellation) =>
        tokens.Read(LinkPurpose.ExportGuest, token) is var (guest, request) && now < GuestLink.ExpiryOf(request)
            && (await loader.RefreshAsync<User>(guest.Stream, cancellation)).State.Status is UserStatus.Unknown
            && await uses.TryUseAsync($"guest export {request}", purpose: null, now, cancellation)
                ? new GuestExport(await bookings.ReadAsync(guest, cancellation), await unproved.ReadAsync(guest, cancellation))
                {
                    Waitlist = await entries.ReadAsync(guest, cancellation),
                }
                : InvalidToken;
}
