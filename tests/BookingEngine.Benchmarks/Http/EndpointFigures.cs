using BookingEngine.Benchmarks.Servers;

namespace BookingEngine.Benchmarks.Http;

/// <summary>The figures over HTTP on the embedded store, besides bookings.</summary>
/// <param name="BareBefore">The bare endpoint before everything else.</param>
/// <param name="Memory">The local host's after 100,000 requests.</param>
public sealed record EndpointFigures(Measurement BareBefore, Measurement BareAfter, Measurement List, Measurement Free, MemoryUse Memory)
{
    /// <summary>The bare endpoint's requests per second, with which the others are compared.</summary>
    public double BarePerSecond => (BareBefore.PerSecond + BareAfter.PerSecond) / 2;
}
