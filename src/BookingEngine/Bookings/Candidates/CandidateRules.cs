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
    public async Task<Refusal?> CheckAsync(SlotCandidate candidate, CommandContext context, CancellationToken cancellation)
    {
        if (!candidate.Service.HasClaims || !candidate.SeemsAgainstRules)
        {
            return null;
        }

        var step = context with { CommitId = new CommitId(ids.Next()), Attempt = null };
        var outcome = await executor.ExecuteAsync<Calendar>(
            candidate.Stream, step, calendar => candidate.Check(calendar) is { } refusal ? refusal : Decision.Nothing, cancellation);
        return outcome.Refusal is { Kind: RefusalKind.Rule } ruled ? ruled : null;
    }
}
