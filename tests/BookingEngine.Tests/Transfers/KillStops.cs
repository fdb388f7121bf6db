namespace BookingEngine.Tests.Transfers;

/// <summary>The stops of an act, one run for each. The first run is not stopped: it finds the steps. A stop is left out if its run would be that of the stop before
/// it: the same is stored, no other part of the act is at work, and the stopped instance does not go on. So a kill just after an effect also stands for one just
/// before the next effect.</summary>
/// <param name="engine">On MongoDB a replica set takes the stops after every second durable change, and CosmosRu the others. Set <c>KILL_ENGINES</c> to
/// <c>all</c> for every stop on both. In memory and on the embedded store, and without an engine, all are taken.</param>
internal sealed class KillStops(string? engine = null)
{
    private readonly int? _turn = IsEachStopOnEveryEngine ? null : engine switch { "ReplicaSet" => 0, "CosmosRu" => 1, _ => null };
    private readonly List<TakenStep> _steps = [], _open = [];
    private readonly Lock _gate = new();
    private Stop? _stop;
    private int _at;

    private static bool IsEachStopOnEveryEngine { get; } = Environment.GetEnvironmentVariable("KILL_ENGINES") == "all";

    /// <summary>The number of steps of the whole act.</summary>
    public int Count => _steps.Count;

    /// <summary>Whether there is another run.</summary>
    public bool MoveNext()
    {
        if (_stop is null)
        {
            return true;
        }

        for (_at++; _at <= Count; _at++)
        {
            if (!IsLikeTheLast(_at) && IsOfEngine(_at))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The stop of this run.</summary>
    /// <param name="stored">A text that is another one after each durable change.</param>
    /// <param name="check">As for a <see cref="Stop"/>.</param>
    public Stop NewStop(Func<string> stored, Func<string, Task> check) =>
        _stop = _at == 0 ? new Stop(int.MaxValue, check) { Passing = name => Note(name, stored()) } : new Stop(_at, check);

    private bool IsOfEngine(int at) => _turn is null || ChangesBefore(at) % 2 == _turn;

    private int ChangesBefore(int at) => _steps.Take(at).Zip(_steps.Take(at).Skip(1)).Count(pair => pair.First.Stored != pair.Second.Stored);

    private bool IsLikeTheLast(int at)
    {
        if (_stop is not { IsResumed: false, At: var last } || last > Count || _stop.Taken > last)
        {
            return false;
        }

        return _steps[last - 1].Name == _stop.Step && _steps[last - 1].Stored == _steps[at - 1].Stored && !_steps.Take(at).Skip(last).Any(step => step.IsAccompanied);
    }

    // Steps of effects that overlap are parts of the act that are at work at the same time.
    private void Note(string name, string stored)
    {
        lock (_gate)
        {
            var step = new TakenStep(name, stored);
            _steps.Add(step);
            if (SteppedPorts.IsDone(name))
            {
                _open.Remove(_open.Find(begun => name == SteppedPorts.DoneOf(begun.Name))!);
            }
            else
            {
                _open.Add(step);
            }

            if (_open.Count > 1 || (_open.Count == 1 && _open[0] != step))
            {
                _open.ForEach(begun => begun.IsAccompanied = true);
                step.IsAccompanied = true;
            }
        }
    }

    private sealed class TakenStep(string name, string stored)
    {
        public string Name => name;

        public string Stored => stored;

        public bool IsAccompanied { get; set; }
    }
}
