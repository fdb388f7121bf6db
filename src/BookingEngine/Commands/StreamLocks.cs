using BookingEngine.EventSourcing;

namespace BookingEngine.Commands;

/// <summary>Lets the commands of one process that go to the same stream take turns, first come first served, so that they do not lose
/// races against each other. Correctness never rests on it: that is the expected version's.</summary>
public sealed class StreamLocks
{
    private readonly Dictionary<StreamName, Line> _lines = [];

    public async Task<Turn> TakeAsync(StreamName stream, CancellationToken cancellation)
    {
        var line = Join(stream);
        try
        {
            await line.Gate.WaitAsync(cancellation);
        }
        catch
        {
            Leave(stream, line);
            throw;
        }

        return new Turn(this, stream, line);
    }

    private Line Join(StreamName stream)
    {
        lock (_lines)
        {
            if (!_lines.TryGetValue(stream, out var line))
            {
                _lines[stream] = line = new Line();
            }

            line.Waiting++;
            return line;
        }
    }

    private void Leave(StreamName stream, Line line)
    {
        lock (_lines)
        {
            if (--line.Waiting == 0)
            {
                _lines.Remove(stream);
                line.Gate.Dispose();
            }
        }
    }

    public readonly struct Turn : IDisposable
    {
        private readonly StreamLocks _turns;
        private readonly StreamName _stream;
        private readonly Line _line;

        internal Turn(StreamLocks turns, StreamName stream, Line line) => (_turns, _stream, _line) = (turns, stream, line);

        public void Dispose()
        {
            _line.Gate.Release();
            _turns.Leave(_stream, _line);
        }
    }

    internal sealed class Line
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public int Waiting { get; set; }
    }
}
