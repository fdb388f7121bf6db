using System.Net;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.LocalHost.Demo;

/// <summary>Creates the contexts of the commands that load the example.</summary>
public sealed class DemoContexts(DemoClock clock, IIds ids)
{
    private const string CorrelationId = "demo";

    public static string Address { get; } = IPAddress.Loopback.ToString();

    /// <summary>Also sets the engine's clock to this instant.</summary>
    public CommandContext At(Instant instant, UserId? actor) => At(instant, actor, ids.Next());

    public CommandContext At(Instant instant, UserId? actor, Guid commit)
    {
        clock.Show(instant);
        return new CommandContext(new CommitId(commit), instant, actor?.ToString(), CorrelationId);
    }

    /// <exception cref="InvalidOperationException">A rule refused the command, so the example does not match the rules.</exception>
    public static T ValueOrThrow<T>(Outcome<T> outcome, string what) => outcome.IsRefused(out var refusal, out var value)
        ? throw new InvalidOperationException($"The example's {what} was refused: {refusal.Code}.")
        : value;
}
