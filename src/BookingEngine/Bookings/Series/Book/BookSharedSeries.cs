using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.BookingLimits.Several;
using BookingEngine.Bookings.Book;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Transfers;

namespace BookingEngine.Bookings.Series.Book;

/// <summary>Books a series of a service that takes several resources, by one decision over all their calendars: all of it, or what is possible of it. If a race is
/// lost, it tries again with what is free then.</summary>
public sealed class BookSharedSeries(
    SharedSeriesChooser chooser, DecisionTries tries, UnfinishedActs unfinished, JointDecisions decisions, AggregateLoader loader, ManyLimits limits,
    BookingCustomers customers, IRaceBackoff backoff)
{
    private static readonly ImmutableDictionary<BookingId, Refusal> NoRefusals = ImmutableDictionary<BookingId, Refusal>.Empty;

    public async Task<Outcome<BookedSeries>> HandleAsync(BookSeries original, CommandContext context, CancellationToken cancellation)
    {
        // An earlier attempt may have reserved time for a decision that another calendar makes. It is settled first, so that no decision has two leads.
        if (context.Attempt is { IsFirst: false })
        {
            await SettleAsync(original, context.CommitId, context, cancellation);
        }

        var (made, steps) = await tries.FindAsync<BookingMade>(context, cancellation);
        if (!made.IsEmpty)
        {
            return BookedSeries.Of(made);
        }

        var command = original with { First = await customers.IdentifyAsync(original.First, context, cancellation) };
        return await tries.RunAsync(
            steps,
            async step =>
            {
                var outcome = await TryAsync(command, context.CommitId, step, cancellation);
                return (outcome, IsLost: outcome.Refusal is { } refusal && SkipReasons.IsOfRace(refusal));
            },
            cancellation);
    }

    private async Task<Outcome<BookedSeries>> TryAsync(BookSeries command, CommitId id, CommandContext step, CancellationToken cancellation)
    {
        var chosen = await ChooseAsync(command, id, step, cancellation);
        if (chosen.IsRefused(out var refusal, out var series))
        {
            return refusal;
        }

        var subjects = series.SubjectsOf(step);
        if (series.Check(NoRefusals).RefusalOf(command.Skips) is { } refused)
        {
            return refused is SeriesUnavailable
                ? series.Check(await limits.FindRefusedAsync(subjects, step, cancellation)).RefusalOf(skips: false)!
                : refused;
        }

        return await limits.WithinAsync(
            subjects, command.Skips, step, (refusals, inner) => RecordAsync(series, refusals, inner, cancellation),
            booked => booked.Bookings.Select(booking => booking.Id).ToHashSet(), cancellation);
    }

    // What stands in the way may be a reservation that will end. It steps back once and looks again.
    private async Task<Outcome<SharedSeries>> ChooseAsync(BookSeries command, CommitId id, CommandContext step, CancellationToken cancellation)
    {
        var chosen = await chooser.ChooseAsync(command, id, step.Now, cancellation);
        if (chosen.IsRefused(out _, out var series) || series.Check(NoRefusals).Skipped.All(time => time.Reason != SkipReasons.Held)
            || await SettleAsync(command, id, step, cancellation) == 0)
        {
            return chosen;
        }

        await backoff.WaitAsync(1, cancellation);
        return await chooser.ChooseAsync(command, id, step.Now, cancellation);
    }

    private async Task<Outcome<BookedSeries>> RecordAsync(
        SharedSeries series, IReadOnlyDictionary<BookingId, Refusal> refused, CommandContext context, CancellationToken cancellation)
    {
        var check = series.Check(refused);
        if (check.RefusalOf(series.Plan.Command.Skips) is { } refusal)
        {
            return refusal;
        }

        var (details, erased) = await customers.EncryptAsync(series.Plan.Command.First, series.Plan.Id.Booking(0));
        if (erased is not null)
        {
            return erased;
        }

        var (lead, _) = await loader.LoadAsync<Calendar>(Calendar.StreamOf(series.Choice.Lead), cancellation);
        var outcome = await decisions.RunAllAsync(
            series.ActOf(check, details, context), context, context.UnrecordedUpTo(lead.Version), cancellation);
        return outcome.IsRefused(out refusal, out var recorded) ? refusal : BookedSeries.Of(recorded);
    }

    private Task<int> SettleAsync(BookSeries command, CommitId id, CommandContext context, CancellationToken cancellation) => unfinished.SettleAsync(
        command.First.Service.Needs!.Value, booking => SeriesId.Of(booking)?.IsOf(id) is true, context.Now, cancellation);
}
