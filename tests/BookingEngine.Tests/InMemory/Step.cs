namespace BookingEngine.Tests.InMemory;

/// <summary>Called before and after each effect of an in-memory port. There a simulation decides what runs next and what crashes.</summary>
public delegate Task Step(string name);

public static class Steps
{
    /// <summary>The end of the name of a step after an effect.</summary>
    public const string Done = " done";

    /// <summary>Continues at once, one effect at a time, for callers on many threads.</summary>
    public static Step Locked()
    {
        var oneAtATime = new SemaphoreSlim(1, 1);
        return async name =>
        {
            if (name.EndsWith(Done, StringComparison.Ordinal))
            {
                oneAtATime.Release();
            }
            else
            {
                await oneAtATime.WaitAsync();
            }
        };
    }

    /// <summary>Runs the effect between two steps. A crash at the first step leaves it undone, at the second step done and unacknowledged.</summary>
    public static async Task<T> AroundAsync<T>(this Step step, string name, Func<T> effect)
    {
        await step(name);
        var result = effect();
        await step(name + Done);
        return result;
    }
}
