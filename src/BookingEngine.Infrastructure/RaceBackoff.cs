using BookingEngine.Commands;
using BookingEngine.Ports;

namespace BookingEngine.Infrastructure;

/// <summary>Waits a random part of a limit. The limit starts at 4 ms, about a round trip to a store, and doubles up to 200 ms. That is enough
/// round trips for all concurrent writers.</summary>
public sealed class RaceBackoff(TimeProvider time, IRandomBytes random) : IRaceBackoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(4), Longest = TimeSpan.FromMilliseconds(200);

    public Task WaitAsync(int lost, CancellationToken cancellation)
    {
        Span<byte> part = stackalloc byte[1];
        random.Fill(part);
        var doubled = First * Math.Pow(2, Math.Min(lost - 1, 10));
        return Task.Delay((doubled < Longest ? doubled : Longest) * (part[0] / 255.0), time, cancellation);
    }
}
