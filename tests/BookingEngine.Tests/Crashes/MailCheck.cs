using MimeKit;

namespace BookingEngine.Tests.Crashes;

/// <summary>Compares the mails in the data folder with what was answered.</summary>
internal static class MailCheck
{
    private const string Confirmation = "Your appointment on ";

    /// <summary>How late a mail may be after a kill: a try that died ends after three minutes, the sweep leaves one more to others, and runs every five.</summary>
    public static readonly TimeSpan LongestRecovery = TimeSpan.FromMinutes(10);

    /// <summary>Waits until each client has a confirmation of every booking that nobody changed, and fails if a client has more than bookings.</summary>
    public static async Task AssertConfirmedAsync(MixedLoad load, string folder)
    {
        string[] missing = ["mails were not read"], tooMany = [];
        var deadline = TimeProvider.System.GetTimestamp();
        while (missing.Length > 0 && TimeProvider.System.GetElapsedTime(deadline) < LongestRecovery + Timeouts.Wait)
        {
            var counts = Confirmations(folder);
            missing = [.. load.Clients.Where(c => counts.GetValueOrDefault(c.Email) < c.Ledger.Entries.Count(e => e.IsUntouched)).Select(c => $"{c.Email}: {counts.GetValueOrDefault(c.Email)}")];
            tooMany = [.. load.Clients.Where(c => counts.GetValueOrDefault(c.Email) > c.Ledger.Entries.Count + c.Ledger.UnknownBookings).Select(c => c.Email)];
            await Task.Delay(200);
        }

        Assert.Empty(missing);
        Assert.Empty(tooMany);
    }

    private static Dictionary<string, int> Confirmations(string folder)
    {
        Dictionary<string, int> counts = [];
        foreach (var path in Directory.GetFiles(folder, "*.eml"))
        {
            using var mail = MimeMessage.Load(path);
            if (mail.Subject is { } subject && subject.StartsWith(Confirmation, StringComparison.Ordinal)
                && !subject.EndsWith("cancelled", StringComparison.Ordinal))
            {
                var to = mail.To.Mailboxes.Single().Address;
                counts[to] = counts.GetValueOrDefault(to) + 1;
            }
        }

        return counts;
    }
}
