using BookingEngine.BookingLimits.Claims;
using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.BookingLimits;

/// <summary>Aligns a service's claims with the bookings and holds, in case a command crashed between the two.</summary>
public sealed class AlignServiceClaims(
    BookingFinder finder, ClaimAlignment claims, HoldClaims holds, CatalogueCache catalogue, IReleasedLimits followers, IIds ids, TimeProvider time) : IEventHandler
{
    public string Name => "service-claims";

    public string Category => Calendar.Category;

    public Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation) => recorded.Event switch
    {
        HoldPlaced e => AlignAsync(e, recorded, cancellation),
        MoveReserved or MoveReleased => Task.CompletedTask,
        IBookingEvent e => AlignAsync(e, recorded, cancellation),
        _ => Task.CompletedTask,
    };

    private async Task AlignAsync(HoldPlaced hold, RecordedEvent recorded, CancellationToken cancellation)
    {
        if (await catalogue.ServiceAsync(hold.ServiceId, cancellation) is { BookingLimits: not null } service)
        {
            await holds.ConfirmAsync(hold, ResourceId.Of(recorded.Stream.Id), service, ContextOf(recorded));
        }
    }

    private async Task AlignAsync(IBookingEvent domainEvent, RecordedEvent recorded, CancellationToken cancellation)
    {
        // Most services have no limit. Then there is no need to find the booking.
        if (domainEvent is BookingMade made && await catalogue.ServiceAsync(made.ServiceId, cancellation) is not { BookingLimits: not null })
        {
            return;
        }

        if (await finder.FindAsync(domainEvent.BookingId, cancellation) is { } booking
            && await catalogue.ServiceAsync(booking.ServiceId, cancellation) is { BookingLimits: not null } service)
        {
            var present = ClaimedTime.Of(booking).Day;
            var isFreed = await claims.AlignServiceAsync(
                booking.Id, service, [present, EarlierDay(domainEvent) ?? present], ContextOf(recorded), cancellation);
            await (isFreed ? followers.FollowAsync(service.Id) : Task.CompletedTask);
        }
    }

    private static LocalDate? EarlierDay(IBookingEvent domainEvent) => domainEvent switch
    {
        BookingRescheduled { Previous: { } previous } => previous.Day,
        BookingMovedAway { Previous: { } previous } => previous.Day,
        BookingRezoned e => e.Previous.Day,
        _ => null,
    };

    private CommandContext ContextOf(RecordedEvent recorded) =>
        new(new CommitId(ids.Next()), time.Now(), Actor: null, recorded.Metadata.CorrelationId);
}
