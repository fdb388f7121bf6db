using BookingEngine.Commands;
using BookingEngine.Notifications;
using BookingEngine.Outbound;
using BookingEngine.Queues;
using BookingEngine.RateLimiting;
using BookingEngine.Tests.InMemory;
using BookingEngine.Users;
using BookingEngine.Users.SecondFactors;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Tests.Simulation;

/// <summary>A queue that loses one message in ten and duplicates one in ten, in random order.</summary>
public sealed class SimulatedQueue(World world, Step step) : IMessageQueue
{
    public Task SendAsync(string queue, string message, TimeSpan visibleAfter = default) => step.AroundAsync("send", () =>
    {
        world.AskedLooks += queue == QueueNames.Waitlist ? 1 : 0;
        var copies = world.Random.Next(10) switch { 0 => 0, 1 => 2, _ => 1 };
        world.Messages.AddRange(Enumerable.Repeat(new SimulatedMessage(queue, message, world.GetUtcNow() + visibleAfter), copies));
        return copies;
    });

    public Task<int> CountPoisonAsync(CancellationToken cancellation) => Task.FromResult(0);
}

/// <summary>A mail server that is busy half the time.</summary>
public sealed class SimulatedMailServer(World world, Step step) : IMailSender
{
    public Task<SendResult> SendAsync(Mail mail, CancellationToken cancellation) => step.AroundAsync("send mail", () =>
    {
        if (world.Random.Next(2) == 0)
        {
            return SendResult.TryLater;
        }

        world.AcceptedMails.Add(mail.MessageId);
        return SendResult.Sent;
    });
}

/// <summary>Receivers of requests to the tenant's addresses.</summary>
public sealed class SimulatedReceivers(World world, Step step) : IOutboundHttp
{
    public Task<bool> IsReachableAsync(OutboundAddress address, CancellationToken cancellation) => Task.FromResult(true);

    public Task<OutboundResult> SendAsync(OutboundRequest request, CancellationToken cancellation) => step.AroundAsync("send webhook", () =>
        world.Receivers.TryGetValue(request.Address.Value.Host, out var answer) ? answer(request) : OutboundFailure.Unreachable);
}

/// <summary>Lets the scheduler decide how long to wait.</summary>
public sealed class SimulatedBackoff(Step step) : IRaceBackoff
{
    public Task WaitAsync(int lost, CancellationToken cancellation) => step("wait after a lost race");
}

/// <summary>Replaces slow hashing, which does not affect the order of steps.</summary>
public sealed class PlainPasswords : IPasswordHasher
{
    public Task<string> HashAsync(string password, CancellationToken cancellation) => Task.FromResult($"plain:{password}");

    public Task<PasswordCheck> VerifyAsync(string password, string? hash, CancellationToken cancellation) =>
        Task.FromResult(hash == $"plain:{password}" ? PasswordCheck.Passed : PasswordCheck.Failed);
}

public sealed class PlainTokens : IAccessTokens
{
    public AccessToken Issue(Session session, Instant now) => new($"{session.Id}/{session.UserId}", now + Duration.FromHours(1));

    public AccessTokenContent? Read(string token, Instant now) =>
        new AccessTokenContent(new SessionId(Guid.Parse(token.Split('/')[0])), new UserId(Guid.Parse(token.Split('/')[1])));
}

/// <summary>Nobody in a simulation has a second factor.</summary>
public sealed class NoTimeCodes : ITimeCodes
{
    public string NewSecret() => throw new NotSupportedException("The simulation has no second factors.");

    public long? StepOf(string secret, string code, Instant now) => null;

    public string AddressOf(string secret, string account) => throw new NotSupportedException("The simulation has no second factors.");
}

/// <summary>Nothing is limited in a simulation.</summary>
public sealed class NoRateCounters : IRateCounters
{
    public Task<RateCount> CountAsync(CounterKey key, Instant now, Duration window) => throw new NotSupportedException("The simulation has no limits.");

    public Task ClearAsync(CounterKey key) => Task.CompletedTask;

    public Task<int> PurgeAsync(Instant endedBefore) => Task.FromResult(0);
}
