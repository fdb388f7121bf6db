using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.ReadModels;
using NodaTime;

namespace BookingEngine.Pipeline.Quiet;

/// <summary>What outside the deployment does not work.</summary>
/// <param name="Calendars">The number of external calendars that could not be read for a day.</param>
/// <param name="Webhooks">The number of the tenant's endpoints that the system has disabled.</param>
public readonly record struct Failing(int Calendars, int Webhooks);

/// <summary>Tells by one read of the events whether a sweep would find nothing, and keeps what a sweep measured for the health check.</summary>
public sealed class QuietCheck(IEventStore store, Subscriptions subscriptions, ProjectionSet projections, ICheckpoints checkpoints, TimeProvider time)
{
    /// <summary>A whole sweep runs at least this often, also without events: it deletes expired data and moves the relay's position.</summary>
    public static readonly Duration LongestQuiet = Duration.FromDays(1);

    /// <summary>The timer's period and some more: mails that are due within it are queued now.</summary>
    public static readonly Duration MailsAhead = Duration.FromMinutes(6);

    // A program with other subscriptions or answers has something to do. So has an earlier one, which does not look at the next mail.
    private string Program => $"{subscriptions.Names} {string.Join(',', projections.All.Select(p => p.AnswerShape))} next-mail";

    /// <summary>Whether nothing was written since a sweep that left nothing to do. Then the measurement is renewed with the poison count, and a sweep is
    /// not needed. Makes three store operations, besides those of <paramref name="queueMails"/>.</summary>
    /// <param name="queueMails">Called if a mail is due soon. Returns when the next one is due; null for none.</param>
    public async Task<bool> RenewAsync(Func<Task<int>> countPoison, Func<Task<Instant?>> queueMails, CancellationToken cancellation)
    {
        var saved = await checkpoints.FindAsync(Sweep.Checkpoint, cancellation);
        var now = time.Now();
        if (SweepState.Parse(saved) is not { } state || state.Status?.QuietFor != Program || now - state.AllApplied > LongestQuiet
            || !await IsUnchangedAsync(state, cancellation))
        {
            return false;
        }

        var poison = await countPoison();
        var renewed = PipelineStatus.Of(now, new Lag(0, Duration.Zero), poison, Program) with
        {
            NextMailAt = state.Status.NextMailAt,
            FailingCalendars = state.Status.FailingCalendars,
            DisabledWebhooks = state.Status.DisabledWebhooks,
        };
        if (renewed.HasMailBefore(now + MailsAhead))
        {
            renewed = PipelineStatus.Of(now, new Lag(0, Duration.Zero), poison, Program, await queueMails()) with
            {
                FailingCalendars = renewed.FailingCalendars,
                DisabledWebhooks = renewed.DisabledWebhooks,
            };
        }

        await checkpoints.TryReplaceAsync(Sweep.Checkpoint, saved, (state with { Status = renewed }).ToText()); // a full sweep may be requested meanwhile
        return true;
    }

    /// <summary>Saves the measurement of a sweep that has ended.</summary>
    /// <param name="failing">What outside the deployment does not work.</param>
    /// <param name="isQuiet">Whether it left nothing to do.</param>
    /// <param name="nextMail">When the next mail is due; null for none.</param>
    /// <param name="waiting">How many services somebody waits for.</param>
    public async Task SaveAsync(Lag lag, int poison, Failing failing, bool isQuiet, Instant? nextMail, int waiting, CancellationToken cancellation)
    {
        var saved = await checkpoints.FindAsync(Sweep.Checkpoint, cancellation);
        if (SweepState.Parse(saved) is { } state)
        {
            var status = PipelineStatus.Of(time.Now(), lag, poison, isQuiet ? Program : null, nextMail) with
            {
                FailingCalendars = failing.Calendars == 0 ? null : failing.Calendars,
                DisabledWebhooks = failing.Webhooks == 0 ? null : failing.Webhooks,
                Waiting = waiting == 0 ? null : waiting,
            };
            await checkpoints.TryReplaceAsync(Sweep.Checkpoint, saved, (state with { Status = status }).ToText());
        }
    }

    // A commit that was written after the sweep is recorded at most the overlap before it, because no clock differs by more.
    private async Task<bool> IsUnchangedAsync(SweepState state, CancellationToken cancellation) =>
        (await store.ListNewestAsync(1, cancellation)).All(newest => newest.RecordedAt < state.AllApplied - Sweep.Overlap);
}
