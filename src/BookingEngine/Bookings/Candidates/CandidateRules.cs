using BookingEngine.Calendars;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;

namespace BookingEngine.Bookings.Candidates;

/// <summary>Refuses by the rules of time before anything is claimed, so that a request that no calendar would accept writes nothing.</summary>
public sealed class CandidateRules(CommandExecutor executor, IIds ids)
{
    /// <summary>The calendar's refusal; null if the candidate needs no claim, or if no rule is against it. It asks the calendar only if the
    /// cached one refuses by a rule.</summary>
    /// <param name="claims">Whether the candidate needs a claim although its service has none.</param>
    public async Task<Refusal?> CheckAsync(SlotCandidate candidate, CommandContext context, CancellationToken cancellation, bool claims = false) =>
        (candidate.Service.HasClaims || claims) && candidate.SeemsAgainstRules
        && await RefusalAsync(candidate, context, cancellation) is { Kind: RefusalKind.Rule } ruled
            ? ruled
            : null;

    /// <summary>What the calendar says now, before anything is written for the booking; null if it would accept.</summary>
    public async Task<Refusal?> RefusalAsync(SlotCandidate candidate, CommandContext context, CancellationToken cancellation)
    {
        var step = context with { CommitId = new CommitId(ids.Next()), Attempt = null };
        var outcome = await executor.ExecuteAsync<Calendar>(
            candidate.Stream, step, calendar => candidate.Check(calendar) is { } refusal ? refusal : Decision.Nothing, cancellation);
        return outcome.Refusal;
    }
}
