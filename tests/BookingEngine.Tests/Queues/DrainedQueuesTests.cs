using BookingEngine.Infrastructure.Queues;
using BookingEngine.LocalHost.Hosting;
using BookingEngine.Queues;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using BookingEngine.Users;
using BookingEngine.Users.Passwords;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Queues;

/// <summary>An upgrade with messages that the earlier version left on queues that nobody sends to any more.</summary>
public sealed class DrainedQueuesTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public void Every_queue_has_one_function()
    {
        var bound = FoundFunction.All.Select(f => f.Trigger).OfType<QueueTriggerAttribute>().Select(t => t.QueueName);
        Assert.Equal(QueueNames.All.Order(StringComparer.Ordinal), bound.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Messages_on_former_queues_are_handled()
    {
        var person = await api.NewPersonAsync();
        var hashes = await api.Services.GetRequiredService<AddressLookup>().HashAsync(EmailAddress.TryParse(person.Email), CancellationToken.None);
        var recovery = new RecoveryRequest(hashes.Current, Guid.CreateVersion7(), "test") { FormerAddressHash = hashes.Former };

        var queues = api.Services.GetRequiredService<InProcessQueues>();
        await queues.SendAsync(QueueNames.Recoveries, recovery.ToJson());
        await queues.SendAsync(QueueNames.RelaySignals, "wake");
        await queues.SendAsync(QueueNames.Claims, person.Id.ToString());

        Assert.Single(await api.WaitForMailsAsync(person.Email, 1));
        Assert.Equal(0, await queues.CountPoisonAsync(CancellationToken.None));
    }
}
