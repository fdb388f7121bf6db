using System.Collections.Immutable;
using BookingEngine.Calendars;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Queues;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace BookingEngine.Transfers;

/// <summary>Carries out acts over several calendars. First the participants reserve time. Then the lead decides, in one commit under the act's id. Then the
/// participants record the result. A message is queued before all this: it finishes or undoes what a crash leaves incomplete.</summary>
public sealed class JointDecisions(CommandExecutor executor, TransferRecovery recovery, IMessageQueue queue, ILogger<JointDecisions> logger)
{
    /// <summary>The time limit for the decision. After it, the act reserves and decides nothing.</summary>
    public static readonly Duration Deadline = Duration.FromSeconds(10);

    /// <summary>When recovery runs: after the deadline, by more than the clocks of instances differ.</summary>
    public static readonly Duration RecoveryDelay = Duration.FromSeconds(20);

    /// <param name="context">Of the command. Steps derive their commit ids from it.</param>
    /// <param name="unrecordedUpTo">See <see cref="CommandAttempt.UnrecordedUpTo"/>: the version of the lead's calendar before the act, unless another
    /// attempt at the act may have begun.</param>
    /// <returns>The lead's only event, or the refusal of the first calendar that refuses. Then no time is reserved any more.</returns>
    public async Task<Outcome<RecordedEvent>> RunAsync(JointAct act, CommandContext context, long unrecordedUpTo, CancellationToken cancellation) =>
        (await RunAllAsync(act, context, unrecordedUpTo, cancellation)).IsRefused(out var refusal, out var recorded) ? refusal : recorded.Single();

    /// <summary>The same for an act with one event for each of several bookings.</summary>
    /// <returns>The lead's events.</returns>
    /// <inheritdoc cref="RunAsync"/>
    public async Task<Outcome<ImmutableArray<RecordedEvent>>> RunAllAsync(JointAct act, CommandContext context, long unrecordedUpTo, CancellationToken cancellation)
    {
        if (act.Transfer is not { } transfer)
        {
            var alone = await executor.RecordAsync<Calendar>(Calendar.StreamOf(act.Lead), context with { CommitId = act.Id.Decision }, act.Decide, cancellation);
            return alone.IsRefused(out var refused, out var decision) ? refused : MadeBy(act, decision);
        }

        var message = transfer.ToJson();
        await queue.SendAsync(QueueNames.Moves, message, RecoveryDelay.ToTimeSpan());

        // After the deadline, recovery is another attempt at the same decision. Nobody withdraws the act before its time is reserved.
        var deadline = Instant.Min(context.Now + Deadline, context.Attempt?.Deadline ?? Instant.MaxValue);
        var step = context with { Attempt = new CommandAttempt(IsFirst: true, context.Attempt?.FirstAt ?? context.Now, deadline) };
        try
        {
            var reserved = await ReserveAsync(act, step, cancellation);
            return reserved.Refusal is { } refusal
                ? await RefuseAsync(act, refusal, wasReserved: reserved.Count > 0, step, unrecordedUpTo)
                : await DecideAsync(act, step, unrecordedUpTo);
        }
        catch (StoreUnavailableException)
        {
            // The first message may arrive before there is anything to recover.
            await queue.SendAsync(QueueNames.Moves, message, RecoveryDelay.ToTimeSpan());
            throw;
        }
    }

    private async Task<(int Count, Refusal? Refusal)> ReserveAsync(JointAct act, CommandContext step, CancellationToken cancellation)
    {
        foreach (var (count, participant) in act.InOrder.Index())
        {
            if (await ReserveAsync(act, participant, step, cancellation) is { } refusal)
            {
                return (count, refusal);
            }
        }

        return (act.Participants.Length, null);
    }

    private async Task<Refusal?> ReserveAsync(JointAct act, Participant participant, CommandContext step, CancellationToken cancellation)
    {
        var stream = Calendar.StreamOf(participant.ResourceId);
        var context = step with { CommitId = new CommitId(act.Id.Decision.Derive($"reserve {participant.ResourceId}")) };
        Calendar? seen = null;
        var outcome = await executor.ExecuteAsync<Calendar>(stream, context, Decide, cancellation);

        // What another act has left unfinished is settled first: one of the same booking, or one whose deadline has passed.
        if (outcome.Refusal is not null && await SettleUnfinishedAsync(act, participant, seen!, step.Now, cancellation))
        {
            outcome = await executor.ExecuteAsync<Calendar>(stream, context, Decide, cancellation);
        }

        return outcome.Refusal;

        Decision Decide(Calendar calendar) => participant.Reserve(seen = calendar);
    }

    private async Task<bool> SettleUnfinishedAsync(JointAct act, Participant participant, Calendar seen, Instant now, CancellationToken cancellation)
    {
        var unfinished = seen.PendingTransfers(participant.ResourceId)
            .Where(p => p.Move.MoveId != act.Id && (act.IsAboutSame(p.Move) || now > p.Pending.Since + RecoveryDelay)).ToList();
        foreach (var (move, _) in unfinished)
        {
            await recovery.SettleAsync(move, cancellation);
        }

        return unfinished.Count > 0;
    }

    // A caller who disconnects does not stop it from here on. Recovery may withdraw the act at any time, under the same commit id: the first commit wins.
    private async Task<Outcome<ImmutableArray<RecordedEvent>>> DecideAsync(JointAct act, CommandContext step, long unrecordedUpTo)
    {
        var decided = await executor.RecordAsync<Calendar>(
            Calendar.StreamOf(act.Lead), ContextOf(act, step, unrecordedUpTo), act.Decide, CancellationToken.None);
        if (decided.IsRefused(out var refusal, out var recorded))
        {
            return await RefuseAsync(act, refusal, wasReserved: true, step, unrecordedUpTo);
        }

        await EndAsync(act, recorded, step);
        return MadeBy(act, recorded);
    }

    // Recovery may have withdrawn the act under the same id.
    private static Outcome<ImmutableArray<RecordedEvent>> MadeBy(JointAct act, ImmutableArray<RecordedEvent> outcome) =>
        outcome.Any(e => e.Event.GetType() == act.Withdrawal.GetType()) ? Bookings.BookingRefusals.Changed : outcome;

    // Nobody releases a time before the outcome exists. If nothing was reserved, there is nothing to release and no outcome is needed.
    private async Task<Outcome<ImmutableArray<RecordedEvent>>> RefuseAsync(JointAct act, Refusal refusal, bool wasReserved, CommandContext step, long unrecordedUpTo)
    {
        if (wasReserved)
        {
            var withdrawn = await executor.RecordAsync<Calendar>(
                Calendar.StreamOf(act.Lead), ContextOf(act, step, unrecordedUpTo), _ => Decision.Of(act.Withdrawal), CancellationToken.None);
            if (!withdrawn.IsRefused(out _, out var recorded))
            {
                await EndAsync(act, recorded, step);
            }
        }

        return refusal;
    }

    private async Task EndAsync(JointAct act, ImmutableArray<RecordedEvent> outcome, CommandContext step)
    {
        try
        {
            await recovery.EndAsync(act.Transfer!, outcome, step with { Attempt = null }, CancellationToken.None);
        }
        catch (StoreUnavailableException e)
        {
            logger.TransferNotFinished(act.Id.Value, e); // the act is decided, and its message finishes it
        }
    }

    private static CommandContext ContextOf(JointAct act, CommandContext step, long unrecordedUpTo) => step with
    {
        CommitId = act.Id.Decision,
        Attempt = step.Attempt! with { IsFirst = false, UnrecordedUpTo = unrecordedUpTo },
    };
}
