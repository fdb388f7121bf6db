namespace BookingEngine.Users;

/// <summary>Slow, salted password hashes as PHC strings. Only a limited number run at once; others wait. Texts
/// are hashed as they are: use <see cref="PasswordHashes"/>.</summary>
public interface IPasswordHasher
{
    Task<string> HashAsync(string password, CancellationToken cancellation);

    /// <summary>Checks a password. Without a hash (an unknown user) it fails after the same time.</summary>
    Task<PasswordCheck> VerifyAsync(string password, string? hash, CancellationToken cancellation);
}

public enum PasswordCheck
{
    Failed,
    Passed,

    /// <summary>Passed, but the hash has outdated parameters, or is of another form of the text.</summary>
    PassedNeedsRehash,
}
