using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BookingEngine.Functions.Pipeline;

/// <summary>The schedule of the timer for one tenant: every five minutes, at a minute and second that follow from its name. Otherwise a thousand tenants
/// would start an instance in the same second.</summary>
public static class TimerSchedule
{
    private const int Period = 5, Minute = 60;

    public static string Of(string tenant)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(tenant));
        var second = ((hash[0] << 16) + (hash[1] << 8) + hash[2]) % (Period * Minute);
        return string.Create(CultureInfo.InvariantCulture, $"{second % Minute} {second / Minute}-59/{Period} * * * *");
    }
}
