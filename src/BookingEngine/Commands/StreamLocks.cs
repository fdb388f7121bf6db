using BookingEngine.EventSourcing;

namespace BookingEngine.Commands;

/// <summary>One lock per stream within this process, first come first served, so that its commands do not race each other. It is not needed
/// for correctness: the expected version of an append is.</summary>
public sealed class StreamLocks
{
    private readonly Dictionary<StreamName, StreamLock> _locks = [];

    public async Task<Releaser> TakeAsync(StreamName stream, CancellationToken cancellation)
    {
        var streamLock = Join(stream);
        try
        {
            await streamLock.Semaphore.WaitAsync(cancellation);
        }
        catch
        {
            Leave(stream, streamLock);
            throw;
        }

        return new Releaser(this, stream, streamLock);
    }

    private StreamLock Join(StreamName stream)
    {
        lock (_locks)
        {
            if (!_locks.TryGetValue(stream, out var streamLock))
            {
                _locks[stream] = streamLock = new StreamLock();
            }

            streamLock.Users++;
            return streamLock;
        }
    }

    private void Leave(StreamName stream, StreamLock streamLock)
    {
        lock (_locks)
        {
            if (--streamLock.Users == 0)
            {
                _locks.Remove(stream);
                streamLock.Semaphore.Dispose();
            }
        }
    }

    public readonly struct Releaser : IDisposable
    {
        private readonly StreamLocks _owner;
        private readonly StreamName _stream;
        private readonly StreamLock _lock;

        internal Releaser(StreamLocks owner, StreamName stream, StreamLock streamLock) => (_owner, _stream, _lock) = (owner, stream, streamLock);

        public void Dispose()
        {
            _lock.Semaphore.Release();
            _owner.Leave(_stream, _lock);
        }
    }

    internal sealed class StreamLock
    {
        public SemaphoreSlim Semaphore { get; } = new(1, 1);

        public int Users { get; set; }
    }
}
