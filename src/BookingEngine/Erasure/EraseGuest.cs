using BookingEngine.Aggregates;
using BookingEngine.Bookings;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Guests;
using BookingEngine.Ports;
using BookingEngine.Users;

namespace BookingEngine.Erasure;

/// <summary>Mails a guest a link to erase everything about the guest. Anyone may have the booking's manage link, but only the guest reads the
/// guest's mail.</summary>
public sealed class RequestGuestErasureHandler(CommandExecutor executor, AggregateLoader loader, AssignGuestBookings guests, GuestIdentities identities, IIds ids)
{
    public static readonly Refusal NoMailAddress = new(
        RefusalKind.Rule, "no_mail_address", "The booking has no mail address, so nobody can prove to be its guest. Ask the staff.");

    public async Task<Outcome<Booking>> HandleAsync(Booking booking, CommandContext context, CancellationToken cancellation)
    {
        var user = (await loader.RefreshAsync<User>(booking.UserId.Stream, cancellation)).State;
        if (user.Status is UserStatus.Registered)
        {
            return ManageLinks.GuestsOnly;
        }

        if (await guests.AddressOfAsync(booking, cancellation) is not { } email)
        {
            return NoMailAddress;
        }

        var person = await identities.FindProvedAsync(booking.UserId, email, cancellation);

        var requested = new GuestErasureRequested(ids.Next(), booking.Id, context.Now + GuestErasureLink.Lifetime);
        var outcome = await executor.ExecuteAsync<User>(
            person.Stream, context, current => current.Status is UserStatus.Unknown ? Decision.Of(requested) : Decision.Nothing, cancellation);
        return outcome.Refusal is { } refusal ? refusal : booking;
    }
}

/// <summary>Erases a guest with the token of the mail.</summary>
public sealed class EraseGuestHandler(LinkTokens tokens, AggregateLoader loader, PersonErasure erasure)
{
    public static readonly Refusal InvalidToken = new(RefusalKind.BadRequest, "invalid_erasure_token", "Invalid or expired token");

    /// <summary>Using the link again changes nothing.</summary>
    public async Task<Outcome<UserId>> HandleAsync(string token, CommandContext context, CancellationToken cancellation) =>
        tokens.Read(LinkPurpose.EraseGuest, token) is var (id, request) && context.Now < GuestErasureLink.ExpiryOf(request)
            && (await loader.RefreshAsync<User>(id.Stream, cancellation)).State.Status is UserStatus.Unknown or UserStatus.Erased
            ? await erasure.EraseAsync(new UserErased(id, ErasureOrigin.Guest, By: null, From: null), context, cancellation)
            : InvalidToken;
}
