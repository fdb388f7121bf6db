using BookingEngine.Pipeline;
using NodaTime;

namespace BookingEngine.Tests.InMemory;

public sealed class InMemoryCheckpoints(Dictionary<string, string> values, Step step) : ICheckpoints
{
    public Task<string?> FindAsync(string name, CancellationToken cancellation) =>
        step.AroundAsync("find checkpoint", () => values.GetValueOrDefault(name));

    public Task<bool> TryReplaceAsync(string name, string? expected, string next) => step.AroundAsync("replace checkpoint", () =>
    {
        var isExpected = values.GetValueOrDefault(name) == expected;
        if (isExpected)
        {
            values[name] = next;
        }

        return isExpected;
    });
}

public sealed class InMemoryLeases(Dictionary<string, (string Owner, Instant Until)> leases, Step step) : ILeases
{
    public Task<bool> TryTakeAsync(string name, string owner, Instant now, Duration length) => step.AroundAsync("take lease", () =>
    {
        var free = !leases.TryGetValue(name, out var held) || held.Owner == owner || held.Until <= now;
        if (free)
        {
            leases[name] = (owner, now + length);
        }

        return free;
    });

    public Task ReleaseAsync(string name, string owner) => step.AroundAsync("release lease", () =>
        leases.TryGetValue(name, out var held) && held.Owner == owner && leases.Remove(name));
}
