using System.Security.Cryptography;
using System.Text;
using BookingEngine.Branding;

namespace BookingEngine.Notifications;

/// <summary>The links on pages and in mails. They lead to the configured address or the brand's, never to one from a request.</summary>
/// <param name="publicUrl">The deployment's address.</param>
/// <param name="linkedUrl">Where the links lead; null for the deployment's address.</param>
public sealed class PublicLinks(Uri publicUrl, Uri? linkedUrl = null)
{
    private readonly string _root = (linkedUrl ?? publicUrl).AbsoluteUri.TrimEnd('/');

    /// <summary>The links of the brand's own address, if it has one.</summary>
    public PublicLinks Of(Brand brand) => brand.PublicUrl is { } url ? new PublicLinks(publicUrl, new Uri(url)) : this;

    public Uri ResetPassword(string token) => new($"{_root}/reset-password?token={token}");

    public Uri VerifyEmail(string token) => new($"{_root}/verify-email?token={token}");

    public Uri EraseData(string token) => new($"{_root}/erase-data?token={token}");

    public Uri ExportData(string token) => new($"{_root}/export-data?token={token}");

    public Uri ChangeEmail(string token) => new($"{_root}/change-email?token={token}");

    public Uri Reminders(string token) => new($"{_root}/reminders?token={token}");

    public Uri Manage(string token) => new($"{_root}/manage?token={token}");

    public Uri Waitlist(string token) => new($"{_root}/waitlist?token={token}");

    public Uri Feed(string secret) => new($"{_root}/feeds/{secret}.ics");

    public Uri ConfirmBooking(string token) => new($"{_root}/confirm-booking?token={token}");

    public Uri Logo(string hash) => new($"{_root}/brand/logo/{hash}");

    /// <summary>A Message-ID derived from the event, so that it is the same at every try, whatever the brand is then.</summary>
    public string MessageId(string subject) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject)))[..32]}@{publicUrl.IdnHost}";
}
