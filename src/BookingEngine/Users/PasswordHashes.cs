using BookingEngine.Unicode;

namespace BookingEngine.Users;

/// <summary>Hashes and checks passwords, which are the same in every Unicode form (RFC 8265, NIST SP 800-63B). New hashes are of form C. Hashes
/// of earlier versions are of the text as it was sent.</summary>
public sealed class PasswordHashes(IPasswordHasher hasher)
{
    public Task<string> HashAsync(string password, CancellationToken cancellation) => hasher.HashAsync(UnicodeForms.Compose(password), cancellation);

    /// <summary>Checks form C, then the text as given, then form D, each only if it differs: at most three hashes, one after the other. Without a
    /// hash (an unknown user) it computes as many as for a wrong password.</summary>
    public async Task<PasswordCheck> VerifyAsync(string password, string? hash, CancellationToken cancellation)
    {
        var composed = UnicodeForms.Compose(password);
        foreach (var form in new[] { composed, password, UnicodeForms.Decompose(password) }.Distinct(StringComparer.Ordinal))
        {
            var check = await hasher.VerifyAsync(form, hash, cancellation);
            if (check is not PasswordCheck.Failed)
            {
                return form == composed ? check : PasswordCheck.PassedNeedsRehash;
            }
        }

        return PasswordCheck.Failed;
    }
}
