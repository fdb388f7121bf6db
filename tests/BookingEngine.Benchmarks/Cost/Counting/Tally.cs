using System.Collections.Immutable;

namespace BookingEngine.Benchmarks.Cost.Counting;

/// <summary>Counts what a run uses, by group and name. Several threads may add.</summary>
public sealed class Tally
{
    public const string Executions = "executions", Store = "store", Queues = "queues", Logs = "logs", Answers = "answers";
    private readonly Lock _gate = new();
    private ImmutableDictionary<(string Group, string Name), Tallied> _values = ImmutableDictionary<(string, string), Tallied>.Empty;

    /// <param name="amount">Request units or bytes.</param>
    public void Add(string group, string name, double amount = 0)
    {
        lock (_gate)
        {
            var before = _values.GetValueOrDefault((group, name));
            _values = _values.SetItem((group, name), new(before.Count + 1, before.Amount + amount));
        }
    }

    /// <summary>The counts so far.</summary>
    public Counts Take()
    {
        lock (_gate)
        {
            return new(_values);
        }
    }
}

/// <param name="Amount">Request units or bytes.</param>
public readonly record struct Tallied(double Count, double Amount);

/// <summary>What was counted.</summary>
public sealed record Counts(ImmutableDictionary<(string Group, string Name), Tallied> Values)
{
    public Counts Since(Counts before) => new(Values
        .Select(v => KeyValuePair.Create(v.Key, new Tallied(v.Value.Count - before.Of(v.Key).Count, v.Value.Amount - before.Of(v.Key).Amount)))
        .Where(v => v.Value.Count > 0).ToImmutableDictionary());

    /// <summary>So many times as much.</summary>
    public Counts Times(double factor) =>
        new(Values.ToImmutableDictionary(v => v.Key, v => new Tallied(v.Value.Count * factor, v.Value.Amount * factor)));

    public double Count(string group) => Values.Where(v => v.Key.Group == group).Sum(v => v.Value.Count);

    public double Amount(string group) => Values.Where(v => v.Key.Group == group).Sum(v => v.Value.Amount);

    public Tallied Of((string Group, string Name) key) => Values.GetValueOrDefault(key);
}
