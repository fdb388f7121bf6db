using System.Runtime.InteropServices;
using BookingEngine.EventSourcing;

namespace BookingEngine.Commands;

/// <summary>The commands of this process by stream, first come first served. One command of a stream has the turn: it decides for all that wait, so
/// that they share an append and do not race each other. It is not needed for correctness: the expected version of an append is.</summary>
public sealed class StreamTurns
{
    private readonly Dictionary<StreamName, List<WaitingCommand>> _lines = [];
    private readonly Lock _gate = new();

    /// <summary>Puts the command at the end of the line.</summary>
    /// <returns>Whether it has the turn at once.</returns>
    internal bool Join(StreamName stream, WaitingCommand command)
    {
        lock (_gate)
        {
            ref var line = ref CollectionsMarshal.GetValueRefOrAddDefault(_lines, stream, out var hasTurn);
            (line ??= []).Add(command);
            return !hasTurn;
        }
    }

    /// <summary>The first commands of the line, for the one that has the turn. They stay in the line until they are settled.</summary>
    internal List<WaitingCommand<TState>> Take<TState>(StreamName stream, int limit)
    {
        lock (_gate)
        {
            var line = _lines[stream];
            line.RemoveAll(static command => command.IsSettled);
            return [.. line.Take(limit).Cast<WaitingCommand<TState>>()];
        }
    }

    /// <summary>Gives the turn to the first command that is not settled.</summary>
    internal void Pass(StreamName stream)
    {
        lock (_gate)
        {
            var line = _lines[stream];
            line.RemoveAll(static command => command.IsSettled);
            while (line is [var next, ..] && !next.TryGiveTurn())
            {
                line.RemoveAt(0);
            }

            if (line.Count == 0)
            {
                _lines.Remove(stream);
            }
        }
    }
}
