using BookingEngine.Bookings;
using BookingEngine.Branding;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Guests;
using BookingEngine.Holds;
using NodaTime;

namespace BookingEngine.PublicBookings;

/// <param name="Guest">With a mail address.</param>
/// <param name="Details">Notes and answers as JSON; null for none.</param>
/// <param name="Verifies">Whether the visitor must confirm by mail even if the brand does not demand it.</param>
public sealed record SubmitBooking(VisitorHold Hold, Guest Guest, string? Details, bool Verifies)
{
    public string? Languages { get; init; }
}

/// <param name="Booking">Null until the visitor has followed the link in the mail.</param>
/// <param name="ConfirmBy">Until when; null for a booking that counts already.</param>
public sealed record SubmittedBooking(Booking? Booking, Instant? ConfirmBy);

/// <summary>Books a visitor's hold, or asks the visitor to confirm it by mail. Of one hold there is one booking, however often it is submitted.</summary>
public sealed class SubmitBookingHandler(BrandCache brands, BookHoldHandler holds, BookingRequests requests)
{
    private static readonly Duration Deadline = Duration.FromSeconds(10);

    /// <summary>The service of a visitor's hold. Null if the hold is gone.</summary>
    public Task<Service?> ServiceOfAsync(VisitorHold hold, CancellationToken cancellation) => holds.ServiceOfAsync(hold.Owner, hold.Id, cancellation);

    /// <summary>Whether a booking of the service counts only once its visitor has followed the link in a mail.</summary>
    public static bool MustVerify(Brand brand, Service service) => brand.Booking is OpenBooking.Verified || service.ClaimsCustomer;

    public async Task<Outcome<SubmittedBooking>> HandleAsync(SubmitBooking command, CommandContext context, CancellationToken cancellation)
    {
        var brand = await brands.FindAsync(cancellation);
        if (brand.Booking is OpenBooking.Off)
        {
            return PublicBookingRefusals.Off;
        }

        var service = await ServiceOfAsync(command.Hold, cancellation);
        if (command.Verifies || brand.Booking is OpenBooking.Verified)
        {
            return await requests.RequestAsync(command, context, cancellation);
        }

        return service is { ClaimsCustomer: true } ? PublicBookingRefusals.VerificationRequired : await BookAsync(command, service, context, cancellation);
    }

    // The hold names the command: a second form, whatever it says, gets the booking of the first.
    private async Task<Outcome<SubmittedBooking>> BookAsync(
        SubmitBooking command, Service? service, CommandContext context, CancellationToken cancellation)
    {
        var booked = await holds.HandleAsync(
            new BookHold(command.Hold.Owner, command.Hold.Id, service)
            {
                Details = command.Details,
                Languages = command.Languages,
                Visitor = new VisitorGuest(command.Guest, HasProvedAddress: false),
            },
            StepOf(command.Hold, "booking", context), cancellation);
        return booked.IsRefused(out var refusal, out var booking) ? refusal : new SubmittedBooking(booking, null);
    }

    internal static CommandContext StepOf(VisitorHold hold, string name, CommandContext context) => context with
    {
        CommitId = new CommitId(new CommitId(hold.Id.Value).Derive(name)),
        Attempt = new CommandAttempt(IsFirst: false, hold.Placed, context.Now + Deadline),
    };
}
