using BookingEngine.Aggregates;
using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Transfers;
using NodaTime;

namespace BookingEngine.Catalogue.Resources;

/// <param name="MoveTo">Where its bookings ahead shall go.</param>
public sealed record RetireResource(ChangeResource Change, ResourceId MoveTo, Actor Actor);

/// <summary>Retires a resource whose bookings ahead are moved to another first, each at its time. What cannot be moved stays, and then the resource
/// does, too: the refusal lists it. Done again, it goes on with what is left.</summary>
public sealed class RetireResourceHandler(
    ChangeResourceHandler resources, AggregateLoader loader, CalendarReader calendars, CatalogueCache catalogue, BookingFinder finder, BookingTransfer moves)
{
    /// <summary>How many bookings one request moves at most.</summary>
    public const int AtOnce = 100;

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
            await MoveAsync(calendar, target, command.Actor, context, cancellation);
        }

        return await resources.HandleAsync(command.Change, context, cancellation);
    }

    private async Task MoveAsync(Calendar calendar, ResourceAtLocation target, Actor actor, CommandContext context, CancellationToken cancellation)
    {
        foreach (var ahead in calendar.BookingSpans.Where(b => b.Start > context.Now).Take(AtOnce))
        {
            if (await finder.FindAsync(ahead.Id, cancellation) is { } booking
                && await catalogue.ServiceAsync(booking.ServiceId, cancellation) is { } service)
            {
                // It was booked in time: that it is moved late is nobody's doing.
                var always = service with { MinimumNotice = Duration.Zero, Horizon = null };
                var step = context with { CommitId = new CommitId(context.CommitId.Derive($"away with {ahead.Id}")), Attempt = null };
                await moves.MoveAsync(new RescheduleTarget(ahead.Id, actor, always, target, ahead.Start, IsOverride: false), booking, BookingRight.Staff, step, cancellation);
            }
        }
    }
}
