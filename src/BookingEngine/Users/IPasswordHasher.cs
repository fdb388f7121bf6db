namespace BookingEngine.Users;

/// <summary>Slow, salted password hashes as PHC strings. How many run at once is bounded; more wait.</summary>
public interface IPasswordHasher
{
    Task<string> HashAsync(string password, CancellationToken cancellation);

    /// <summary>Compares with a stored hash; with none (an unknown user) it takes the same time and fails.</summary>
    Task<PasswordCheck> VerifyAsync(string password, string? hash, CancellationToken cancellation);
}

public enum PasswordCheck
{
    Failed,
    Passed,

    /// <summary>Passed, by a hash whose parameters are no longer those of today.</summary>
    PassedNeedsRehash,
}
