using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using BookingEngine.Tests.Http;
using BookingEngine.Webhooks.Deliveries;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Webhooks;

/// <summary>What cannot be opened or read is not sent. The log says so, and it is sent once it can be opened again.</summary>
public sealed class LostSecretsTests(WebhookApi api) : IClassFixture<WebhookApi>
{
    private static readonly DataKey Unknown = new([.. Enumerable.Repeat((byte)7, DataKey.Size)]);
    private static int _endpoints;

    private IStoredPersonKeys Keys => api.Api.Services.GetRequiredService<IStoredPersonKeys>();

    public static TheoryData<string> Losses => ["missing", "another data key", "damaged", "another key"];

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Secrets_that_cannot_be_opened_are_logged_and_nothing_is_lost(string loss)
    {
        var (bad, badUrl) = await NewEndpointAsync();
        var (good, goodUrl) = await NewEndpointAsync();
        var name = $"webhook {bad}";
        var stored = new StoredPersonKey(name, (await Keys.FindAsync(name, CancellationToken.None))!);
        await LoseAsync(stored, loss);

        var booked = await api.BookAsync(await api.Api.NewPersonAsync());

        await api.ReceiveAsync(r => r.Url.AbsoluteUri == goodUrl && r.Body.Contains(booked.Member("id"), StringComparison.Ordinal));
        var delivery = await api.TriedAsync(bad);
        Assert.Equal(("pending", "secrets_lost"), ((string)delivery["status"]!, (string?)delivery["attempts"]![0]!["failure"]));
        Assert.DoesNotContain(api.Receiver.Received, r => r.Url.AbsoluteUri == badUrl);
        Assert.Equal(200, (await api.GetAsync("/webhooks")).Status);

        await RestoreAsync(stored);

        await api.WaitForStatusAsync(bad, "delivered", TimeSpan.FromMinutes(1));
        await api.ReceiveAsync(r => r.Url.AbsoluteUri == badUrl && r.Id == (string)delivery["id"]!);
        await api.WaitForStatusAsync(good, "delivered", TimeSpan.Zero);
    }

    [Fact]
    public async Task An_endpoint_without_its_key_can_be_deleted()
    {
        var (id, _) = await NewEndpointAsync();
        var name = $"webhook {id}";
        await LoseAsync(new StoredPersonKey(name, (await Keys.FindAsync(name, CancellationToken.None))!), "another data key");

        Assert.Equal(204, (await api.DeleteAsync(id)).Status);
    }

    [Fact]
    public async Task Without_a_persons_key_a_payload_is_sent_once_and_the_log_stays_readable()
    {
        var (id, url) = await NewEndpointAsync(personal: true);
        api.Receiver.Answer = r => FakeReceiver.Status(200, r.Body);
        var person = await api.Api.NewPersonAsync();
        var booked = await api.BookAsync(person);
        await api.WaitForStatusAsync(id, "delivered", TimeSpan.Zero);
        var name = booked.Member("user_id");
        await LoseAsync(new StoredPersonKey(name, (await Keys.FindAsync(name, CancellationToken.None))!), "another data key");

        var sent = await api.TriedAsync(id);
        Assert.Equal(202, (await api.PostAsync($"/webhooks/{id}/deliveries/{(string)sent["id"]!}/resend")).Status);
        await api.WaitForStatusAsync(id, "delivered", TimeSpan.FromMinutes(2));

        Assert.Equal(2, api.Receiver.Received.Count(r => r.Url.AbsoluteUri == url));
        Assert.All((await api.TriedAsync(id))["attempts"]!.AsArray(), a => Assert.Equal((200, null), ((int)a!["status"]!, (string?)a["answer"])));
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_is_logged_and_stops_no_other_payload()
    {
        var ((id, url), lost) = (await NewEndpointAsync(), StreamName.Parse("calendar-lost"));
        var now = api.Api.Clock.Now();
        await api.Api.Services.GetRequiredService<IWebhookDeliveries>().AddAsync(
            new WebhookDelivery(id, "evt_unreadable-0", lost, 1, 0, "booking.created", "booking/unreadable", 1, now) { NextAt = now });

        Assert.Equal(202, (await api.PostAsync($"/webhooks/{id}/test")).Status);

        await api.ReceiveAsync(r => r.Url.AbsoluteUri == url && r.Type == "webhook.test");
        var delivery = await api.TriedAsync(id, "evt_unreadable-0");
        Assert.Equal(("pending", "event_unreadable"), ((string)delivery["status"]!, (string?)delivery["attempts"]![0]!["failure"]));
        Assert.Null((await api.Api.Services.GetRequiredService<WebhookConditions>().FindAsync(id, CancellationToken.None)).FailingSince);
    }

    private async Task LoseAsync(StoredPersonKey key, string loss)
    {
        var wrapped = Unknown.Wrap(key.Person, key.Stored);
        await (loss switch
        {
            "missing" => Keys.EraseAsync(key.Person),
            "another data key" => Keys.TryReplaceAsync(key, wrapped),
            "damaged" => Keys.TryReplaceAsync(key, key.Stored[1..]),
            _ => Keys.TryReplaceAsync(key, [.. key.Stored.Select(b => (byte)~b)]),
        });
    }

    private async Task RestoreAsync(StoredPersonKey key)
    {
        await Keys.EraseAsync(key.Person);
        Assert.Equal(key.Stored, await Keys.SaveAsync(key.Person, key.Stored));
    }

    private async Task<(string Id, string Url)> NewEndpointAsync(bool personal = false)
    {
        var body = WebhookApi.Body("booking.*");
        var url = $"{WebhookApi.Url}?lost{Interlocked.Increment(ref _endpoints)}";
        body["url"] = url;
        body["include_personal"] = personal;
        return ((await api.CreateAsync(body)).Member("id"), url);
    }
}
