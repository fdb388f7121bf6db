namespace BookingEngine.Tests.MongoStandIn;

/// <summary>A command that a plan is asked about. The numbers run from 1 over the commands that plan is asked about.</summary>
public readonly record struct Asked(string Name, string? Collection, int Number);

/// <summary>A plan of faults: asked for each data command, one after the other, never twice at once.</summary>
public sealed class Faults(Func<Asked, Fault> plan)
{
    private readonly Lock _gate = new();
    private int _asked;

    /// <summary>How many commands it was asked about.</summary>
    public int Count => _asked;

    public static Faults None { get; } = new(_ => Fault.None);

    /// <summary>Which commands the plan is asked about: unless told otherwise those that read and write data, not handshakes and upkeep.</summary>
    public Func<string, bool> Concerns { get; set; } = IsData;

    /// <summary>Only the nth command that <paramref name="concerns"/> lets through suffers.</summary>
    public static Faults OnlyNth(int n, Fault fault, Func<Asked, bool>? concerns = null)
    {
        var seen = 0;
        return new Faults(asked => (concerns?.Invoke(asked) ?? true) && ++seen == n ? fault : Fault.None);
    }

    /// <summary>Any of the faults at random, at this rate (0 to 1). The same seed and order of commands give the same faults.</summary>
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

    /// <summary>The first so many commands are answered once all of them are there: what is asked at once is seen to overlap, however slow the machine.
    /// If one of them waits for another's answer, none is ever answered.</summary>
    public static Faults Together(int count)
    {
        var (asked, all) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return new Faults(_ =>
        {
            if (++asked == count) all.SetResult();
            return asked > count ? Fault.None : Fault.Until(all.Task);
        });
    }

    public static bool IsData(string command) =>
        command is "insert" or "find" or "update" or "delete" or "findAndModify" or "aggregate" or "getMore";

    internal Fault For(Command command)
    {
        if (!Concerns(command.Name)) return Fault.None;
        lock (_gate) return plan(new Asked(command.Name, command.Collection, ++_asked));
    }
}
