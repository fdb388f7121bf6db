using System.Text;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Tests.Recovery;

/// <summary>A stranger, an operator and a thief of the data folder learn nothing.</summary>
public sealed class RecoverySecrecyTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task An_unknown_address_gets_the_same_answer_and_no_mail()
    {
        var person = await api.NewPersonAsync();
        var streams = await api.StreamsAsync();

        var unknown = await api.RecoverAsync("nobody.at.all@example.com");
        var known = await api.RecoverAsync(person.Email);
        await api.WaitForMailsAsync(person.Email, 1);

        Assert.Equal((200, known.Text), (unknown.Status, unknown.Text));
        Assert.Equal(Plain(known), Plain(unknown));
        Assert.Empty(api.MailsTo("nobody.at.all@example.com"));
        Assert.Equal(streams, await api.StreamsAsync());
    }

    [Fact]
    public async Task The_token_appears_only_in_the_mail()
    {
        using var lines = new LogLines();
        api.Services.GetRequiredService<ILoggerFactory>().AddProvider(lines);
        var person = await api.NewPersonAsync();
        var first = await api.NewTokenAsync(person);
        Assert.Equal(200, (await api.ResetAsync(first)).Status);
        api.AdvanceOneSecond();
        var second = await api.NewTokenAsync(person);
        Assert.Equal(200, (await api.SendAsync(Call.Post($"/auth/reset-password?token={second}&new_password=hidden%20horse"))).Status);
        api.AdvanceOneSecond();
        var third = await api.NewTokenAsync(person);
        await api.SendAsync(Call.Get($"/reset-password?token={third}") with { Key = null });
        Assert.Equal(200, (await api.SubmitAsync(third, "hidden stable")).Status);

        Assert.NotEmpty(lines.All);
        foreach (var secret in new[] { first, second, third, "hidden horse", "hidden%20horse", "hidden stable", person.Email, "Ada Lovelace" })
        {
            Assert.DoesNotContain(lines.All, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
            Assert.Equal([], FilesWith(secret));
        }
    }

    // All files of the store, including its journals.
    private string[] FilesWith(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var files = Directory.GetFiles(api.DataFolder()).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)).ToList();
        Assert.Contains(files, f => f.EndsWith("booking.db-wal", StringComparison.Ordinal));
        return [.. files.Where(f => Read(f).AsSpan().IndexOf(bytes) >= 0)];
    }

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }

    private static IEnumerable<string> Plain(Answer answer) => answer.Headers
        .Where(h => h.Key is not ("x-correlation-id" or "Date")).Select(h => $"{h.Key}: {h.Value}").Order(StringComparer.Ordinal);
}
