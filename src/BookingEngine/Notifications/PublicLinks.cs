using System.Security.Cryptography;
using System.Text;

namespace BookingEngine.Notifications;

/// <summary>The links in mails. They always lead to the configured address, never to one from a request.</summary>
public sealed class PublicLinks(Uri publicUrl)
{
    public Uri ResetPassword(string token) => new($"{publicUrl.AbsoluteUri.TrimEnd('/')}/reset-password?token={token}");

    public Uri VerifyEmail(string token) => new($"{publicUrl.AbsoluteUri.TrimEnd('/')}/verify-email?token={token}");

    public Uri ChangeEmail(string token) => new($"{publicUrl.AbsoluteUri.TrimEnd('/')}/change-email?token={token}");

    public Uri EraseData(string token) => new($"{publicUrl.AbsoluteUri.TrimEnd('/')}/erase-data?token={token}");

    public Uri Manage(string token) => new($"{publicUrl.AbsoluteUri.TrimEnd('/')}/manage?token={token}");

    /// <summary>A Message-ID derived from the event, so that it is the same at every try.</summary>
    public string MessageId(string subject) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject)))[..32]}@{publicUrl.IdnHost}";
}
