using System.Collections.Immutable;
using BookingEngine.BookingLimits;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.BookingLimits.Several;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.Slots;
using BookingEngine.Transfers;

namespace BookingEngine.Bookings.Series.Change;

/// <summary>Moves the bookings of a series that are ahead to other times of their resource, in one commit of its calendar.</summary>
public sealed class RescheduleSeriesHandler(
    SeriesSelector selector, SeriesCommands commands, CalendarReader calendars, CatalogueCache catalogue, BookingAccess access, BookingReasons reasons,
    ManyLimits limits, ManyAlignments alignments)
{
    public static readonly Refusal ResourceFixed = new(
        RefusalKind.Rule, "series_resource_fixed", "Several bookings of a series can only move to other times of their resource. Leave out `resource_id`, or move them one by one.");

    public async Task<Outcome<ChangedSeries>> HandleAsync(RescheduleSeries command, CommandContext context, CancellationToken cancellation)
    {
        var (named, actor) = (command.Booking, command.Booking.Actor);
        if ((await selector.SelectAsync(named.Id, actor, command.Scope, context, cancellation)).IsRefused(out var refusal, out var selection))
        {
            return refusal;
        }

        if ((await TargetAsync(command, selection, cancellation)).IsRefused(out refusal, out var target))
        {
            return refusal;
        }

        Booking[] bookings =
        [
            .. selection.Ahead(context.Now)
                .Where(b => b.Id == named.Id || command.IncludesMoved || b.Occurrence is not { IsMovedAlone: true }),
        ];
        return bookings.All(booking => booking.Id != named.Id) ? BookingRefusals.WrongState(selection.Named.Status)
            : await MoveAsync(SeriesMove.Of(selection, bookings, target, named.When), command, context, cancellation);
    }

    private async Task<Outcome<RescheduleTarget>> TargetAsync(RescheduleSeries command, SeriesSelection selection, CancellationToken cancellation)
    {
        var (named, booking) = (selection.Named, command.Booking);
        if (booking.ResourceId is { } resource && resource != named.ResourceId)
        {
            return ResourceFixed;
        }

        if (await calendars.FindAsync(named.ResourceId, cancellation) is not { } at
            || await catalogue.ServiceAsync(named.ServiceId, cancellation) is not { } service)
        {
            return BookingRefusals.UnknownResource;
        }

        if (booking.IsOverride && !await access.CanManageAsync(booking.Actor, [named.ResourceId], cancellation))
        {
            return BookingRefusals.OverrideForbidden;
        }

        return SlotStart.Resolve(booking.When, [at]).IsRefused(out var invalid, out var found) ? invalid
            : SlotRefusals.OfRange(found.Start) is { } outside ? outside
            : new RescheduleTarget(booking.Id, booking.Actor, service, at, found.Start, booking.IsOverride)
            {
                Reason = await reasons.EncryptAsync(booking.Reason, named),
                ClaimedLength = service.HasClaims ? named.End - named.Slot : null,
            };
    }

    private async Task<Outcome<ChangedSeries>> MoveAsync(SeriesMove move, RescheduleSeries command, CommandContext context, CancellationToken cancellation)
    {
        LimitSubject[] subjects = [.. move.Bookings.Where(b => move.Starts[b.Id] is not null && b.ResourceId == move.Target.At.Resource.Id).Select(b => SubjectOf(move, b, context))];
        var outcome = await limits.WithinAsync(
            subjects, command.Skips, context,
            (refused, step) => RecordAsync(move, refused, command.Skips, step, cancellation), changed => Moved(move, changed).Select(m => m.After.Id).ToHashSet(),
            cancellation);
        if (!outcome.IsRefused(out _, out var result))
        {
            await alignments.ConfirmMovedAsync(move.Target.Service, Moved(move, result), context, cancellation);
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

    private static ImmutableArray<(Booking Before, Booking After)> Moved(SeriesMove move, ChangedSeries changed)
    {
        var after = changed.Bookings.ToDictionary(booking => booking.Id);
        return [.. move.Bookings.Where(b => after[b.Id].Slot != b.Slot).Select(b => (b, after[b.Id]))];
    }

    private static LimitSubject SubjectOf(SeriesMove move, Booking booking, CommandContext context)
    {
        var target = move.TargetOf(booking);
        return new(booking.UserId, booking.Id, target.Service, target.At.Resource.Id, target.TimeOf(booking.End - booking.Slot), context.CommitId)
        {
            Current = ClaimedTime.Of(booking),
            IsOverride = target.IsOverride,
            IsOfCustomer = booking.IsLimited,
        };
    }
}
