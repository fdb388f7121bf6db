namespace BookingEngine.Tests.InMemory;

/// <summary>Called before and after each effect of an in-memory port. A simulation decides there what runs next, and what crashes.</summary>
public delegate Task Step(string name);

public static class Steps
{
    private const string Done = " done";

    /// <summary>Goes straight on, one effect at a time, for callers on many threads.</summary>
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

    /// <summary>Runs the effect between two steps: a crash at the first leaves it undone, at the second done and not acknowledged.</summary>
    public static async Task<T> AroundAsync<T>(this Step step, string name, Func<T> effect)
    {
        await step(name);
        var result = effect();
        await step(name + Done);
        return result;
    }
}
