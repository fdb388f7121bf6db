namespace BookingEngine.Tests.MongoStandIn;

/// <summary>A command that may get a fault. The numbers count these commands from 1.</summary>
public readonly record struct FaultCandidate(string Name, string? Collection, int Number);

/// <summary>Decides about a fault for each data command, one at a time.</summary>
public sealed class Faults(Func<FaultCandidate, Fault> plan)
{
    private readonly Lock _gate = new();
    private int _count;

    /// <summary>The number of commands so far.</summary>
    public int Count => _count;

    public static Faults None { get; } = new(_ => Fault.None);

    /// <summary>Which commands may get a fault. By default those that read and write data, but no handshakes and maintenance.</summary>
    public Func<string, bool> Concerns { get; set; } = IsData;

    /// <summary>A fault for the nth command that matches <paramref name="concerns"/>.</summary>
    public static Faults OnlyNth(int n, Fault fault, Func<FaultCandidate, bool>? concerns = null)
    {
        var seen = 0;
        return new Faults(candidate => (concerns?.Invoke(candidate) ?? true) && ++seen == n ? fault : Fault.None);
    }

    /// <summary>Random faults at this rate (0 to 1). The same seed and order of commands give the same faults.</summary>
    public static Faults Seeded(int seed, double rate)
    {
        var random = new Random(seed);
        Fault[] choices =
        [
            Fault.DropBeforeApplying, Fault.DropAfterApplying, Fault.Delay(3), Fault.NotWritablePrimary,
            Fault.Error(91, "The server is in quiesce mode and will shut down"), Fault.ErrorAfterApplying(), Fault.Throttle(2),
        ];
        return new Faults(_ => random.NextDouble() < rate ? choices[random.Next(choices.Length)] : Fault.None);
    }

    /// <summary>Answers the first commands only when this number of them has arrived, then likewise the next group. Concurrent commands are then
    /// visible as such, even on a slow machine. A command that waits for the answer of another one of its group blocks forever.</summary>
    public static Faults Together(params int[] groups)
    {
        var (group, candidate, all) = (0, 0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return new Faults(_ =>
        {
            if (group == groups.Length) return Fault.None;
            var answered = Fault.Until(all.Task);
            if (++candidate == groups[group])
            {
                all.SetResult();
                (group, candidate, all) = (group + 1, 0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            return answered;
        });
    }

    public static bool IsData(string command) =>
        command is "insert" or "find" or "update" or "delete" or "findAndModify" or "aggregate" or "getMore";

    internal Fault For(Command command)
    {
        if (!Concerns(command.Name)) return Fault.None;
        lock (_gate) return plan(new FaultCandidate(command.Name, command.Collection, ++_count));
    }
}
