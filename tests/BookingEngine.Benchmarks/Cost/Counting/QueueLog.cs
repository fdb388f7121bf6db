namespace BookingEngine.Benchmarks.Cost.Counting;

/// <summary>Follows Azurite's access log.</summary>
public sealed class QueueLog(string path, Tally tally) : IDisposable
{
    private readonly StreamReader _reader = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
    private string _part = "";

    /// <summary>The messages that were put and not deleted yet.</summary>
    public int Open { get; private set; }

    /// <summary>Counts what was written since. Polls are not counted: the test host polls at another pace than Azure.</summary>
    public void Read()
    {
        var lines = (_part + _reader.ReadToEnd()).Split('\n');
        _part = lines[^1];
        foreach (var operation in lines[..^1].Select(QueueOperation.Parse).OfType<QueueOperation>())
        {
            Open += operation.Kind switch { QueueOperation.Put => 1, QueueOperation.Delete => -1, _ => 0 };
            if (operation.Kind != QueueOperation.Get)
            {
                tally.Add(Tally.Queues, $"{operation.Kind} {operation.Queue}".TrimEnd());
            }
        }
    }

    public void Dispose() => _reader.Dispose();
}
