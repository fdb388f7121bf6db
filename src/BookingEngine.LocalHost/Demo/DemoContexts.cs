using System.Net;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.LocalHost.Demo;

/// <summary>What the commands that load the example run with.</summary>
public sealed class DemoContexts(DemoClock clock, IIds ids)
{
    private const string CorrelationId = "demo";

    /// <summary>The example is loaded on this machine.</summary>
    public static string Address { get; } = IPAddress.Loopback.ToString();

    /// <summary>A command at that time: the clock shows it, too.</summary>
    public CommandContext At(Instant instant, UserId? actor) => At(instant, actor, ids.Next());

    public CommandContext At(Instant instant, UserId? actor, Guid commit)
    {
        clock.Show(instant);
        return new CommandContext(new CommitId(commit), instant, actor?.ToString(), CorrelationId);
    }

    /// <exception cref="InvalidOperationException">A rule refused what the example takes for granted.</exception>
    public static T Done<T>(Outcome<T> outcome, string what) => outcome.IsRefused(out var refusal, out var value)
        ? throw new InvalidOperationException($"The example's {what} was refused: {refusal.Code}.")
        : value;
}
