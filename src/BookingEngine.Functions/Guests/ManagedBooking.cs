using BookingEngine.Bookings;
using BookingEngine.Commands;
using BookingEngine.Guests;
using BookingEngine.Users;

namespace BookingEngine.Functions.Guests;

/// <summary>Gives access to one booking by its manage link. The tenant's own pages send the link's token as a bearer token. The link allows
/// what the customer may do, but only with this booking.</summary>
public sealed class ManagedBooking(ManageLinks links)
{
    internal const string WithLink =
        "For the page that a manage link opens. Send the link's token as the bearer token. It is valid only for its one booking.";

    private const string Scheme = "Bearer ";

    internal static Problem InvalidLink => Problem.Of(ManageLinks.Invalid) with { Header = ("WWW-Authenticate", "Bearer") };

    /// <summary>Runs as the customer of the booking that the request's token is for.</summary>
    public async Task<IResult> RunAsync(ApiCall call, Func<Booking, Actor, CommandContext, Task<IResult>> run)
    {
        var token = call.Request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header[Scheme.Length..].Trim()
            : "";
        return await OpenAsync(call, token) is { } booking
            ? await run(booking, new Actor(booking.UserId, Role.Customer), ContextOf(call))
            : InvalidLink;
    }

    /// <summary>Null if the token is invalid.</summary>
    public async Task<Booking?> OpenAsync(ApiCall call, string token) =>
        (await links.FindBookingAsync(token, call.Now, call.Cancellation)).IsRefused(out _, out var booking) ? null : booking;

    public static CommandContext ContextOf(ApiCall call) => call.Command with { Actor = ManageLinks.Author };
}
