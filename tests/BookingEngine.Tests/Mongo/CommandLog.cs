using System.Collections.Concurrent;
using System.Diagnostics;
using MongoDB.Driver;
using MongoDB.Driver.Core.Events;

namespace BookingEngine.Tests.Mongo;

/// <summary>Every command that the driver sends, from the driver's own events.</summary>
public sealed class CommandLog
{
    private readonly ConcurrentDictionary<int, RoundTrip> _trips = [];

    /// <summary>The commands with their collections in the order of their start, and the number of sequential steps.</summary>
    public (string[] Trips, int Steps) Read()
    {
        RoundTrip[] trips = [.. _trips.Values.OrderBy(t => t.Started)];
        var (steps, stepEnds) = (0, long.MinValue);
        foreach (var trip in trips)
        {
            if (trip.Started >= stepEnds)
            {
                (steps, stepEnds) = (steps + 1, trip.Ended);
            }

            stepEnds = Math.Min(stepEnds, trip.Ended);
        }

        return ([.. trips.Select(t => t.Name)], steps);
    }

    public void Clear() => _trips.Clear();

    public void Listen(MongoClientSettings settings) => settings.ClusterConfigurator = cluster => cluster
        .Subscribe<CommandStartedEvent>(Start)
        .Subscribe<CommandSucceededEvent>(e => End(e.RequestId))
        .Subscribe<CommandFailedEvent>(e => End(e.RequestId));

    private void Start(CommandStartedEvent e)
    {
        if (e.CommandName is not ("hello" or "isMaster" or "ping" or "endSessions" or "saslStart" or "saslContinue" or "killCursors"))
        {
            var collection = e.Command.GetValue(e.CommandName, "").ToString();
            _trips[e.RequestId] = new RoundTrip($"{e.CommandName} {collection}", Stopwatch.GetTimestamp(), long.MaxValue);
        }
    }

    private void End(int request)
    {
        if (_trips.TryGetValue(request, out var trip))
        {
            _trips[request] = trip with { Ended = Stopwatch.GetTimestamp() };
        }
    }

    private sealed record RoundTrip(string Name, long Started, long Ended);
}
