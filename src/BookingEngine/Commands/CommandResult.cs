using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;

namespace BookingEngine.Commands;

/// <param name="Aggregate">The state after the command.</param>
/// <param name="Recorded">The command's events; empty if it changed nothing.</param>
/// <param name="IsEarlier">Whether an earlier attempt recorded them.</param>
internal sealed record CommandResult<TState>(
    Refusal? Refusal, Versioned<TState> Aggregate, ImmutableArray<RecordedEvent> Recorded, bool IsEarlier = false)
{
    /// <summary>The outcome's name in telemetry.</summary>
    public string Name => Refusal?.Code ?? (Recorded.IsEmpty ? "unchanged" : IsEarlier ? "recognised" : "appended");
}
