using System.Collections.Immutable;
using BookingEngine.BookingLimits;
using BookingEngine.BookingLimits.Several;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.Slots;
using BookingEngine.Transfers;

namespace BookingEngine.Bookings.Series.Change;

/// <summary>Moves the bookings of a series that are ahead to other times of their resources. Of one resource, that is one commit of its calendar.</summary>
public sealed class RescheduleSeriesHandler(
    SeriesSelector selector, SeriesCommands commands, CalendarReader calendars, CatalogueCache catalogue, BookingAccess access, BookingReasons reasons,
    ManyLimits limits, ManyAlignments alignments, RescheduleSharedSeries shared)
{
    public static readonly Refusal ResourceFixed = new(
        RefusalKind.Rule, "series_resource_fixed", "Several bookings of a series can only move to other times of their resources. Leave out `resource_id` and `resource_ids`, or move them one by one.");

    public async Task<Outcome<ChangedSeries>> HandleAsync(RescheduleSeries command, CommandContext context, CancellationToken cancellation)
    {
        var (named, actor) = (command.Booking, command.Booking.Actor);
        if ((await selector.SelectAsync(named.Id, actor, command.Scope, context, cancellation)).IsRefused(out var refusal, out var selection))
        {
            return refusal;
        }

        Booking[] bookings =
        [
            .. selection.Ahead(context.Now)
                .Where(b => b.Id == named.Id || command.IncludesMoved || b.Occurrence is not { IsMovedAlone: true }),
        ];
        if ((await TargetAsync(command, selection.Named, bookings, cancellation)).IsRefused(out refusal, out var target))
        {
            return refusal;
        }

        return bookings.All(booking => booking.Id != named.Id) ? BookingRefusals.WrongState(selection.Named.Status)
            : selection.Named.Resources is null
                ? await MoveAsync(SeriesMove.Of(selection, bookings, target, named.When), command, context, cancellation)
                : await MoveSharedAsync(selection, bookings, target, command, context, cancellation);
    }

    private async Task<Outcome<RescheduleTarget>> TargetAsync(RescheduleSeries command, Booking named, Booking[] bookings, CancellationToken cancellation)
    {
        var booking = command.Booking;
        if (named.Resources is null && booking.ResourceIds.Count > 0)
        {
            return BookingRefusals.OneResource;
        }

        if (booking.ResourceIds.Append(booking.ResourceId ?? named.ResourceId).Except(named.ResourceIds).Any())
        {
            return ResourceFixed;
        }

        if (await calendars.FindAsync(named.ResourceId, cancellation) is not { } at
            || await catalogue.ServiceAsync(named.ServiceId, cancellation) is not { } service)
        {
            return BookingRefusals.UnknownResource;
        }

        if (booking.IsOverride && !await access.CanManageAsync(booking.Actor, [named.ResourceId, .. ResourcesOf(bookings, named)], cancellation))
        {
            return BookingRefusals.OverrideForbidden;
        }

        return SlotStart.Resolve(booking.When, [at]).IsRefused(out var invalid, out var found) ? invalid
            : SlotRefusals.OfRange(found.Start) is { } outside ? outside
            : named.Resources is not null && service.Parts is not null ? BookingRefusals.VisitChanged
            : new RescheduleTarget(booking.Id, booking.Actor, service, at, found.Start, booking.IsOverride)
            {
                Reason = await reasons.EncryptAsync(booking.Reason, named),
                ClaimedLength = service.HasClaims ? named.End - named.Slot : null,
            };
    }

    // The first resources of those that one decision can move. Staff of these act on them.
    private static IEnumerable<ResourceId> ResourcesOf(Booking[] bookings, Booking named) =>
        bookings.Where(booking => booking.CalendarId == named.CalendarId).Select(booking => booking.ResourceId).Distinct();

    private async Task<Outcome<ChangedSeries>> MoveSharedAsync(
        SeriesSelection selection, Booking[] bookings, RescheduleTarget target, RescheduleSeries command, CommandContext context, CancellationToken cancellation)
    {
        var places = (await calendars.FindAsync(ResourcesOf(bookings, selection.Named), cancellation)).ToDictionary(at => at.Resource.Id, at => at.Locations);
        var move = SeriesMove.Of(selection, bookings, target, command.Booking.When, booking => places.GetValueOrDefault(booking.ResourceId, target.At.Locations));
        return await shared.HandleAsync(move, command.Skips, context, cancellation);
    }

    private async Task<Outcome<ChangedSeries>> MoveAsync(SeriesMove move, RescheduleSeries command, CommandContext context, CancellationToken cancellation)
    {
        LimitSubject[] subjects = [.. move.Bookings.Where(b => move.Starts[b.Id] is not null && b.ResourceId == move.Target.At.Resource.Id).Select(b => move.SubjectOf(b, context))];
        var outcome = await limits.WithinAsync(
            subjects, command.Skips, context,
            (refused, step) => RecordAsync(move, refused, command.Skips, step, cancellation), changed => move.Moved(changed).Select(m => m.After.Id).ToHashSet(),
            cancellation);
        if (!outcome.IsRefused(out _, out var result))
        {
            await alignments.ConfirmMovedAsync(move.Target.Service, move.Moved(result), context, cancellation);
        }

        return outcome;
    }

    private async Task<Outcome<ChangedSeries>> RecordAsync(
        SeriesMove move, IReadOnlyDictionary<BookingId, Refusal> refused, bool skips, CommandContext context, CancellationToken cancellation)
    {
        List<KeptBooking> kept = [];
        var outcome = await commands.RecordAsync(
            move.Target.At.Resource.Id, context, calendar => move.Decide(calendar, refused, skips, context, kept), cancellation);
        return outcome.IsRefused(out var refusal, out var recorded)
            ? refusal
            : move.Selection.After(SeriesCommands.Apply(move.Bookings, recorded), kept);
    }
}
