namespace BookingEngine.Commands;

/// <summary>Lets others go first after an append that lost its race, so that instances which write to one stream do not keep tripping each
/// other up. It saves tries; nothing's correctness rests on it.</summary>
public interface IRaceBackoff
{
    /// <param name="lost">How many races in a row this command has lost.</param>
    Task WaitAsync(int lost, CancellationToken cancellation);
}
