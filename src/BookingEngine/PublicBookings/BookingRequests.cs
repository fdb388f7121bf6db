using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Guests;
using BookingEngine.Holds;
using BookingEngine.Privacy;
using BookingEngine.Queues;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.PublicBookings;

/// <param name="Booking">The booking that it has become; null if it was not confirmed.</param>
public sealed record RequestedBooking(BookingRequested Request, Booking? Booking);

/// <summary>Bookings that wait for the link in a mail to be followed.</summary>
public sealed class BookingRequests(
    CommandExecutor executor, ExtendHoldHandler extension, BookHoldHandler holds, GuestIdentities guests, BookingTexts texts, BookingFinder finder,
    CatalogueCache catalogue, LinkTokens tokens, LookupKey lookup, IMessageQueue queue)
{
    private static readonly Duration Deadline = Duration.FromSeconds(10), UntilForgotten = Duration.FromMinutes(5);

    /// <summary>Holds the slot until the link expires, and records what to mail. The same form again changes nothing.</summary>
    public async Task<Outcome<SubmittedBooking>> RequestAsync(SubmitBooking command, CommandContext context, CancellationToken cancellation)
    {
        var (hold, text) = (command.Hold, command.Guest.AddTo(command.Details));
        var step = SubmitBookingHandler.StepOf(hold, $"request {await lookup.HashAsync(text, cancellation)}", context);
        if (await executor.FindEarlierAsync(step, cancellation) is [{ Event: BookingRequested earlier }])
        {
            return new SubmittedBooking(null, earlier.Expires);
        }

        var extended = await extension.HandleAsync(
            new ExtendHold(hold.Id, hold.Owner, hold.ConfirmableUntil(context.Now)), context, cancellation);
        if (extended.IsRefused(out var refusal, out var held))
        {
            return refusal;
        }

        var (person, id) = (await guests.DeriveUnprovedAsync(command.Guest.Email!, cancellation), step.CommitId.Value);
        await queue.SendAsync(QueueNames.Claims, RequestTexts.MessageOf(id), (held.Expires - context.Now + UntilForgotten).ToTimeSpan());
        if (await texts.EncryptAsync(person, new BookingId(id), text) is not { } details)
        {
            return BookingRefusals.CustomerErased;
        }

        var requested = new BookingRequested(
            id, hold.Id.Value, hold.Id.ResourceId, hold.Owner, held.ServiceId, held.Time, details, held.Expires)
        { Languages = command.Languages };
        var outcome = await executor.RecordAsync<User>(person.Stream, step, _ => Decision.Of(requested), cancellation);
        return outcome.IsRefused(out var refused, out _) ? refused : new SubmittedBooking(null, held.Expires);
    }

    /// <summary>What a link is for; null if it is not one of ours.</summary>
    public async Task<RequestedBooking?> FindAsync(string token, CancellationToken cancellation) =>
        await ReadAsync(token, cancellation) is { } found ? new RequestedBooking(found.Request, await FindBookingAsync(found.Request, cancellation)) : null;

    /// <summary>Books. Following the link again gets the same booking.</summary>
    public async Task<Outcome<Booking>> ConfirmAsync(string token, CommandContext context, CancellationToken cancellation)
    {
        if (await ReadAsync(token, cancellation) is not var (person, request))
        {
            return PublicBookingRefusals.InvalidLink;
        }

        if (await FindBookingAsync(request, cancellation) is { } known)
        {
            return known;
        }

        if (context.Now >= request.Expires || await texts.DecryptAsync(person, new BookingId(request.RequestId), request.Details, cancellation) is not { } text)
        {
            return PublicBookingRefusals.InvalidLink;
        }

        var booked = await holds.HandleAsync(
            await CommandOf(request, text, cancellation), context with
            {
                CommitId = ConfirmationOf(request),
                Attempt = new CommandAttempt(IsFirst: false, SinceOf(request), context.Now + Deadline),
            },
            cancellation);
        if (booked.Refusal is null)
        {
            await texts.EraseAsync(new BookingId(request.RequestId));
        }

        return booked;
    }

    private async Task<BookHold> CommandOf(BookingRequested request, string text, CancellationToken cancellation)
    {
        var (guest, details) = Guest.Split(text);
        return new BookHold(
            request.VisitorId, new HoldId(request.ResourceId, request.HoldId), await catalogue.ServiceAsync(request.ServiceId, cancellation))
        {
            Details = details,
            Languages = request.Languages,
            Visitor = new VisitorGuest(guest, HasProvedAddress: true),
        };
    }

    private async Task<(UserId Person, BookingRequested Request)?> ReadAsync(string token, CancellationToken cancellation) =>
        tokens.Read(LinkPurpose.ConfirmBooking, token) is var (person, id)
            && await executor.FindRecordedAsync(new CommitId(id), TimeOf(id), cancellation) is [{ Event: BookingRequested request }]
                ? (person, request)
                : null;

    // The hold may have become the booking of another form with another address.
    private async Task<Booking?> FindBookingAsync(BookingRequested request, CancellationToken cancellation) =>
        (await executor.FindRecordedAsync(ConfirmationOf(request), SinceOf(request), cancellation)).Select(e => e.Event).OfType<BookingMade>().FirstOrDefault() is { } made
            ? await finder.FindAsync(made.BookingId, cancellation)
            : null;

    private static CommitId ConfirmationOf(BookingRequested request) => new(new CommitId(request.RequestId).Derive("confirmation"));

    private static Instant SinceOf(BookingRequested request) => TimeOf(request.RequestId);

    // A version-7 GUID begins with its instant in milliseconds since 1970: that of the hold.
    private static Instant TimeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return Instant.FromUnixTimeMilliseconds(System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16);
    }
}
