using System.Collections.Immutable;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;

namespace BookingEngine.Transfers;

/// <summary>The decisions that one command may have. Each try has its own. An earlier attempt at the command may have made any of them, and those stay what
/// they are.</summary>
public sealed class DecisionTries(CommandExecutor executor, IRaceBackoff backoff)
{
    /// <summary>How often one attempt tries.</summary>
    public const int Maximum = 4;

    /// <summary>Over all attempts.</summary>
    private const int MaximumDecisions = 2 * Maximum;

    /// <summary>The events that an earlier attempt has decided; otherwise the contexts of the decisions that are still open. It asks the store only if there may be
    /// an earlier attempt.</summary>
    /// <typeparam name="T">The event of the decision if it is yes.</typeparam>
    public async Task<(ImmutableArray<RecordedEvent> Made, IReadOnlyList<CommandContext> Open)> FindAsync<T>(CommandContext context, CancellationToken cancellation)
        where T : IDomainEvent
    {
        List<CommandContext> open = [];
        for (var number = 0; number < MaximumDecisions; number++)
        {
            var step = context with { CommitId = number == 0 ? context.CommitId : new CommitId(context.CommitId.Derive($"try {number}")) };

            // One calendar may have withdrawn what another has made.
            var recorded = await executor.FindAllEarlierAsync(step, cancellation);
            if (recorded.FirstOrDefault(commit => commit[0].Event is T) is { IsDefault: false } made)
            {
                return (made, []);
            }

            if (recorded.IsEmpty)
            {
                open.Add(step);
            }
        }

        return ([], [.. open.Take(Maximum)]);
    }

    /// <summary>Tries until a try has lost no race, with a pause before each further one. <c>booking_changed</c> if no decision is open.</summary>
    /// <param name="open">See <see cref="FindAsync{T}"/>.</param>
    public async Task<Outcome<T>> RunAsync<T>(
        IReadOnlyList<CommandContext> open, Func<CommandContext, Task<(Outcome<T> Outcome, bool IsLost)>> tryAsync, CancellationToken cancellation)
    {
        Outcome<T> outcome = Bookings.BookingRefusals.Changed;
        foreach (var (number, step) in open.Index())
        {
            (outcome, var isLost) = await tryAsync(step);
            if (!isLost || number == open.Count - 1)
            {
                break;
            }

            await backoff.WaitAsync(number + 1, cancellation);
        }

        return outcome;
    }
}
