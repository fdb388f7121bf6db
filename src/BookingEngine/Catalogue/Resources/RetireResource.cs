using BookingEngine.Aggregates;
using BookingEngine.BookingLimits;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Calendars;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Transfers;
using NodaTime;

namespace BookingEngine.Catalogue.Resources;

/// <param name="MoveTo">The resource that takes its bookings ahead.</param>
public sealed record RetireResource(ChangeResource Change, ResourceId MoveTo, Actor Actor);

/// <summary>Moves a resource's bookings ahead to another resource, each at its time, and then retires it. If some cannot be moved, the
/// resource stays, and the refusal lists them. A repeated request continues with the rest.</summary>
public sealed class RetireResourceHandler(
    ChangeResourceHandler resources, AggregateLoader loader, CalendarReader calendars, CatalogueCache catalogue, BookingFinder finder, BookingTransfer transfers,
    SeveralRescheduling several, BookingLimitEnforcer limits, TimeProvider time)
{
    /// <summary>The maximum number of bookings that one request transfers.</summary>
    public const int MaximumMoves = 100;

    public async Task<Outcome<ChangedResource>> HandleAsync(RetireResource command, CommandContext context, CancellationToken cancellation)
    {
        var resource = command.Change.Resource;
        if (command.MoveTo == resource.Id || await calendars.FindAsync(command.MoveTo, cancellation) is not { Resource.Active: true } target)
        {
            return CatalogueRefusals.UnknownResource(command.MoveTo.Value);
        }

        var calendar = (await loader.RefreshAsync<Calendar>(Calendar.StreamOf(resource.Id), cancellation)).State;
        var decision = ChangeResourceHandler.Change(calendar, command.Change, context.Now);
        if (decision.Refusal is ConflictingBookings)
        {
            await MoveAsync(calendar, resource.Id, target, command.Actor, context, cancellation);
        }

        return await resources.HandleAsync(command.Change, context, cancellation);
    }

    private async Task MoveAsync(Calendar calendar, ResourceId from, ResourceAtLocation target, Actor actor, CommandContext context, CancellationToken cancellation)
    {
        foreach (var upcoming in calendar.BookingSpans.Where(b => b.Start > context.Now).DistinctBy(b => b.Id).Take(MaximumMoves))
        {
            if (await finder.FindAsync(upcoming.Id, cancellation) is { } booking
                && await catalogue.ServiceAsync(booking.ServiceId, cancellation) is { } service)
            {
                // The customer booked in time, so notice, horizon and validity do not apply to the move.
                var withoutNotice = service with
                {
                    MinimumNotice = Duration.Zero,
                    MinimumNoticeDays = 0,
                    Horizon = null,
                    ValidFrom = null,
                    ValidTo = null,
                };
                // The span of a visit is that of a part.
                var start = booking.Segments is null ? upcoming.Start : booking.Slot;
                // Each move has a deadline of its own: together they may take longer.
                var step = context with { CommitId = new CommitId(context.CommitId.Derive($"away with {upcoming.Id}")), Now = time.Now(), Attempt = null };
                var reschedule = new RescheduleTarget(upcoming.Id, actor, withoutNotice, target, start, IsOverride: false)
                {
                    Required = [.. booking.ResourceIds.Where(r => r != from), target.Resource.Id], // only this one is replaced
                    Leaving = from,
                };
                await limits.WithinAsync(
                    SubjectOf(reschedule, booking, step), step,
                    inner => booking.Resources is null
                        ? transfers.MoveAsync(reschedule, booking, BookingRight.Staff, inner, cancellation)
                        : several.MoveAsync(reschedule, booking, reschedule.Required, BookingRight.Staff, inner, cancellation),
                    cancellation);
            }
        }
    }

    private static LimitSubject SubjectOf(RescheduleTarget target, Booking booking, CommandContext step) => new(
        booking.UserId, booking.Id, target.Service, target.At.Resource.Id, target.TimeOf(booking.End - booking.Slot), BookingTransfer.IdOf(step).Decision)
    {
        Current = ClaimedTime.Of(booking),
        IsOfCustomer = false,
    };
}
