using BookingEngine.Queues;

namespace BookingEngine.Tests.Contract.Hosts;

/// <summary>Every queue function gets the messages of its queue. A message that it cannot read becomes poison after the last try.</summary>
[NeedsServer(FunctionsHostApi.AdminKey, FunctionsHostApi.How)]
public sealed class PoisonContract(ContractApi api) : IClassFixture<ContractApi>
{
    // A wake-up has no content, and any text may be the id of an endpoint that has been deleted.
    private static readonly string[] AnyText = [QueueNames.RelaySignals, QueueNames.Webhooks];
    private readonly FunctionsHostApi _host = new(api);

    [ServerFact]
    public async Task Garbage_becomes_poison_on_every_queue_that_is_parsed()
    {
        string[] queues = [.. QueueNames.All.Except(AnyText)];
        var before = await Task.WhenAll(queues.Select(PoisonAsync));

        await Task.WhenAll(QueueNames.All.Select(queue => _host.PutAsync(queue, "garbage")));

        foreach (var (queue, count) in queues.Zip(before))
        {
            await FunctionsHostApi.WaitForAsync($"poison of {queue}", async () => await PoisonAsync(queue) == count + 1);
        }

        var poison = await Task.WhenAll(AnyText.Select(PoisonAsync));
        Assert.Equal([0, 0], poison);
    }

    private Task<int> PoisonAsync(string queue) => _host.CountAsync($"{queue}-poison");
}
